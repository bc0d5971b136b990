import { expectRefused, expectToken, signers, strangersKey, testCase } from '../harness/index.ts';

export default testCase({
  title:
    'An assertion signed by the registered EC key authenticates; one by another key of the curve does not',
  verifies: ['CA-002'],
  variants: signers('ES'),
  async run({ oauth }, { method, alg }) {
    const client = await oauth.client({ method, alg });
    expectToken(await oauth.token(client));
    const forged = client.assertion({ signWith: { alg, key: await strangersKey(alg) } });
    expectRefused(await oauth.token(client, { assertion: forged }));
    expectToken(await oauth.token(client));
  },
});
