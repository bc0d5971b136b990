import { expectRefused, expectToken, signers, strangersKey, testCase } from '../harness/index.ts';

const { rs256, ps256 } = signers('RS', 'PS');

export default testCase({
  title: 'A client whose RSA key is published at its jwks_uri authenticates by it, and by no other',
  verifies: ['CA-001'],
  features: ['jwks-uri'],
  variants: { rs256: { ...rs256, alg: 'RS256' }, ps256: { ...ps256, alg: 'PS256' } },
  async run({ oauth }, { alg }) {
    const client = await oauth.client({ method: 'private_key_jwt', alg, keys: 'published' });
    expectToken(await oauth.token(client));
    const forged = client.assertion({ signWith: { alg, key: await strangersKey(alg) } });
    expectRefused(await oauth.token(client, { assertion: forged }));
    expectToken(await oauth.token(client));
  },
});
