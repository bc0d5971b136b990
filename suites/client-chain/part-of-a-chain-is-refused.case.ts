import {
  authenticatingEndpoints,
  type ClientAuthMethod,
  chains,
  control,
  cross,
  expectRefused,
  testCase,
} from '../harness/index.ts';

type Shown = { shown(bySecret: ClientAuthMethod, byAssertion: ClientAuthMethod): ClientAuthMethod };

/** What is right and not enough. */
const parts: Record<string, Shown> = {
  'secret-alone': { shown: (bySecret) => bySecret },
  'assertion-alone': { shown: (_, byAssertion) => byAssertion },
  'client-id-alone': { shown: () => 'none' },
};

export default testCase({
  title: 'A client that shows a part of its chain is refused, although it has just shown all of it',
  verifies: ['CA-049'],
  variants: cross(cross(chains, parts), authenticatingEndpoints),
  async run({ oauth }, { chain, shown, endpoint }) {
    const client = await oauth.client({ chain });
    const probe = { method: shown(...chain) };
    await control(oauth.call(endpoint, client));
    expectRefused(await oauth.call(endpoint, client, probe));
    await control(oauth.call(endpoint, client));
  },
});
