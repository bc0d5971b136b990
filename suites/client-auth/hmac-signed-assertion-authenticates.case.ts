import { expectToken, signers, testCase } from '../harness/index.ts';

export default testCase({
  title: 'An assertion keyed with the client secret authenticates',
  verifies: ['CA-003'],
  variants: signers('HS'),
  async run({ oauth }, { method, alg }) {
    const client = await oauth.client({ method, alg });
    expectToken(await oauth.token(client));
  },
});
