import { authenticatingEndpoints, chains, cross, expectAccepted, testCase } from '../harness/index.ts';

export default testCase({
  title: 'A client that shows every method of its chain in one request is accepted',
  verifies: ['CA-049'],
  variants: cross(chains, authenticatingEndpoints),
  async run({ oauth }, { chain, endpoint }) {
    const client = await oauth.client({ chain });
    expectAccepted(await oauth.call(endpoint, client));
  },
});
