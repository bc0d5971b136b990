import { control, expectRefused, jwtMethods, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion whose audience is the issuer in an array is refused',
  verifies: ['CA-016'],
  variants: jwtMethods,
  async run({ oauth }, { method }) {
    const client = await oauth.client({ method });
    const assertion = (aud: string | string[]) => client.assertion({ claims: { aud } });
    await control(oauth.token(client, { assertion: assertion(oauth.issuer) }));
    expectRefused(await oauth.token(client, { assertion: assertion([oauth.issuer]) }));
    await control(oauth.token(client, { assertion: assertion(oauth.issuer) }));
  },
});
