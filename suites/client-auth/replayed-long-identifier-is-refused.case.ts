import { claimsOf, control, expectRefused, jwtMethods, NotApplicable, testCase } from '../harness/index.ts';

/** More than a column of 128 characters takes, and less than one of 255. */
const padding = 'i'.repeat(164);

export default testCase({
  title: 'An assertion with a long identifier is refused the second time too',
  verifies: ['CA-022'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    await control(oauth.token(client));
    const { jti } = claimsOf(client.assertion());
    const assertion = client.assertion({ claims: { jti: `${padding}${jti}` } });
    const first = await oauth.token(client, { assertion });
    if (first.kind === 'refused')
      throw new NotApplicable('an identifier so long is refused at once, so nothing need be remembered');
    await control(first);
    expectRefused(await oauth.token(client, { assertion }));
    await control(oauth.token(client));
  },
});
