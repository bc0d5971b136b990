import {
  claimsOf,
  control,
  cross,
  expectRefused,
  jwtMethods,
  NotApplicable,
  testCase,
} from '../harness/index.ts';

const identifiers = {
  // More than a column of 128 characters takes, and less than one of 255.
  long: { unusual: (jti: string) => `${'i'.repeat(164)}${jti}` },
  'beyond-ascii': { unusual: (jti: string) => `${jti}-\u043a\u043b\u044e\u0447-\u{1f511}` },
};

export default testCase({
  title: 'An assertion whose identifier is long or not ASCII is refused the second time too',
  verifies: ['CA-022'],
  variants: cross(jwtMethods, identifiers),
  async run({ oauth }, { method, unusual }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const { jti } = claimsOf(client.assertion());
    const assertion = client.assertion({ claims: { jti: unusual(String(jti)) } });
    const first = await oauth.token(client, { assertion });
    if (first.kind === 'refused')
      throw new NotApplicable('such an identifier is refused at once, so nothing need be remembered');
    await control(first);
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
