import { expectRefused, expectToken, sha256, signers, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion keyed with the client secret authenticates; one keyed with something else does not',
  verifies: ['CA-003'],
  variants: signers('HS'),
  async run({ oauth }, { method, alg }) {
    const client = await oauth.client({ method, alg });
    expectToken(await oauth.token(client));
    const forged = client.assertion({ signWith: { alg, key: sha256('not the secret') } });
    expectRefused(await oauth.token(client, { assertion: forged }));
    expectToken(await oauth.token(client));
  },
});
