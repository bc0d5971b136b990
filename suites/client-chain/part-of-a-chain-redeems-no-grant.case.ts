import {
  anyChain,
  control,
  cross,
  expectRefused,
  grantKinds,
  testCase,
  Untestable,
} from '../harness/index.ts';

const parts = { first: { part: 0 }, second: { part: 1 } };

export default testCase({
  title: 'A code or refresh token gives nothing to its client that shows a part of its chain',
  verifies: ['CA-049'],
  variants: cross(grantKinds, cross(anyChain, parts)),
  async run({ oauth, grants }, { kind, chain, part }) {
    const client = await grants.client(kind, { chain });
    const method = client.chain?.[part];
    if (!method) throw new Untestable(`the chain of ${client.id} has no such part`);
    await control(oauth.token(client, await grants.fresh(kind, client)));
    expectRefused(await oauth.token(client, { ...(await grants.fresh(kind, client)), method }));
    // Another grant, for a server may end one whose use failed.
    await control(oauth.token(client, await grants.fresh(kind, client)));
  },
});
