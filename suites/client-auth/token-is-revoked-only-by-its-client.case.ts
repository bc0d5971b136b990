import assert from 'node:assert/strict';
import {
  type CaseContext,
  type Client,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  cross,
  describeReply,
  testCase,
  Untestable,
  type Variant,
} from '../harness/index.ts';

/** A token of a client's, and whether it is live: asked of its own client, for others may not be told. */
type Kind = Variant & {
  client(context: CaseContext, traits: { method?: ClientAuthMethod; besides?: Client }): Promise<Client>;
  give(context: CaseContext, client: Client): Promise<string>;
  isLive(context: CaseContext, client: Client, token: string): Promise<boolean>;
};

const accessToken: Kind = {
  features: ['introspection'],
  client: ({ oauth }, traits) => oauth.client(traits),
  give: async ({ oauth }, client) => String((await control(oauth.token(client))).json?.access_token),
  isLive: ({ oauth }, client, token) => oauth.isLive(client, token),
};

const refreshToken: Kind = {
  features: ['refresh-token'],
  client: ({ grants }, traits) => grants.client('refresh-token', traits),
  give: async ({ grants }, client) => (await grants.tokens(client)).refresh,
  isLive: ({ grants }, client, token) => grants.works(client, token),
};

export default testCase({
  title: 'A token outlives its revocation by another client than the one it was issued to',
  verifies: ['CA-066'],
  features: ['revocation'],
  variants: {
    ...cross({ 'access-token': accessToken, 'refresh-token': refreshToken }, confidentialMethods),
    ...cross(
      { 'refresh-token': refreshToken },
      { 'public-client': { method: 'none', features: ['none'] } as const },
    ),
  },
  async run(context, { client, give, isLive, method }) {
    const owner = await client(context, {});
    const other = await client(context, { method, besides: owner });
    const revoke = async (by: Client, of: Client) => {
      const token = await give(context, of);
      const reply = await context.oauth.call('revocation', by, { form: { token } });
      return { reply, live: await isLive(context, of, token) };
    };

    for (const one of [owner, other]) {
      const { reply, live } = await revoke(one, one);
      if (live) throw new Untestable(`a client's own revocation ends nothing: ${describeReply(reply)}`);
    }
    const { reply, live } = await revoke(other, owner);
    assert.ok(live, `a token of ${owner.id} was revoked by ${describeReply(reply)}`);
  },
});
