import {
  type Client,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  cross,
  expectRefused,
  grantKinds,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Row = {
  method?: ClientAuthMethod;
  others?: ClientAuthMethod;
  naming?: 'its-owner';
  /** Not the first of its grant. */
  refreshed?: true;
};

const { 'client-secret-basic': byBasic } = confidentialMethods;
const variants: Record<string, Row & (typeof grantKinds)[keyof typeof grantKinds]> = {
  ...cross(grantKinds, confidentialMethods),
  ...cross(grantKinds, { 'public-client': { others: 'none', features: ['none'] } as const }),
  'refreshed-token': { ...grantKinds['refresh-token'], refreshed: true },
  // As if the parameter told who asks. By client_secret_post it does.
  ...cross(
    grantKinds,
    cross(
      { 'client-secret-basic': byBasic, ...jwtMethods },
      { 'naming-its-owner': { naming: 'its-owner' } as const },
    ),
  ),
};

export default testCase({
  title: 'A code or refresh token of one client is nothing to another that authenticates rightly',
  verifies: ['CA-045'],
  variants,
  async run({ oauth, grants }, { kind, method, others = method, naming, refreshed }) {
    const one = await grants.client(kind, method && { method });
    const other = await grants.client(kind, { ...(others && { method: others }), besides: one });

    const fresh = async (client: Client) => {
      if (!refreshed) return grants.fresh(kind, client);
      const { refresh } = await grants.tokens(client);
      return grants.refresh((await grants.refreshed(client, refresh)).refresh);
    };
    for (const client of [one, other]) await control(oauth.token(client, await fresh(client)));
    for (const [owner, thief] of [
      [one, other],
      [other, one],
    ] as const) {
      const { form, judged } = await fresh(owner);
      const named = naming ? { client_id: owner.id } : {};
      const stolen = { form: { ...form, ...named }, judged };
      for (const _ of ['once', 'and once more']) expectRefused(await oauth.token(thief, stolen));
    }
    for (const client of [one, other]) await control(oauth.token(client, await fresh(client)));
  },
});
