import { claimsOf, control, expectRefused, testCase, tokenByNewKey } from '../harness/index.ts';

export default testCase({
  title: 'An identifier is refused the second time, though another key of the same client signs it',
  verifies: ['CA-022'],
  features: ['private_key_jwt', 'jwks-uri'],
  exclusive: 'changes the keys that a fixture publishes and moves the clock',
  async run(context) {
    const { oauth, clock } = context;
    const client = await oauth.client({ method: 'private_key_jwt', keys: 'published' });
    const byOther = await oauth.withNewKey(client, client.alg ?? 'ES256');
    client.published.publish(client.jwk, byOther.jwk);
    await control(tokenByNewKey(context, byOther));

    const assertion = client.assertion();
    await control(oauth.token(client, { assertion }));
    const { jti } = claimsOf(assertion);
    const claims = { jti, iat: clock.seconds() - 2, exp: clock.seconds() + 20 };
    expectRefused(await oauth.token(byOther, { assertion: byOther.assertion({ claims }) }));
    await control(oauth.token(byOther));
  },
});
