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
  /** RFC 7009 §2.1: a token may be looked up by it, in code of its own. */
  hint?: string;
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

/** One that came of a grant of somebody's, which may be looked up by that grant. */
const accessTokenOfAGrant: Kind = {
  features: ['introspection', 'refresh-token'],
  client: ({ grants }, traits) => grants.client('refresh-token', traits),
  give: async ({ grants }, client) => (await grants.tokens(client)).access,
  isLive: ({ oauth }, client, token) => oauth.isLive(client, token),
};

type Clients = Variant & { method?: ClientAuthMethod; owners?: ClientAuthMethod };

const anyMethod: Record<string, Clients> = { 'any-client': {} };
/** A public client brings no credential that a revocation of its tokens could be held to. */
const publicClients: Record<string, Clients> = {
  'public-client': { method: 'none', features: ['none'] },
  'of-a-public-client': { owners: 'none', features: ['none'] },
};

export default testCase({
  title: 'A token outlives its revocation by another client than the one it was issued to',
  verifies: ['CA-066'],
  features: ['revocation'],
  variants: {
    ...cross(
      { 'access-token': accessToken, 'refresh-token': refreshToken },
      confidentialMethods as Record<string, Clients>,
    ),
    ...cross(
      {
        'access-token-of-a-grant': accessTokenOfAGrant,
        'access-token-by-its-hint': { ...accessToken, hint: 'access_token' },
        'access-token-by-an-unknown-hint': { ...accessToken, hint: 'authproof_token' },
        'refresh-token-by-its-hint': { ...refreshToken, hint: 'refresh_token' },
      },
      anyMethod,
    ),
    ...cross({ 'refresh-token': refreshToken }, publicClients),
  },
  async run(context, { client, give, isLive, hint, method, owners }) {
    const owner = await client(context, { ...(owners && { method: owners }) });
    const other = await client(context, { ...(method && { method }), besides: owner });
    const revoke = async (by: Client, of: Client) => {
      const token = await give(context, of);
      const reply = await context.oauth.call('revocation', by, { form: { token, token_type_hint: hint } });
      return { reply, live: await isLive(context, of, token) };
    };

    if (!(await isLive(context, owner, await give(context, owner))))
      throw new Untestable('the token was dead before anybody revoked it');
    // A public client may have to let its tokens live.
    for (const one of owners ? [other] : [owner, other]) {
      const { reply, live } = await revoke(one, one);
      if (live) throw new Untestable(`a client's own revocation ends nothing: ${describeReply(reply)}`);
    }
    const { reply, live } = await revoke(other, owner);
    assert.ok(live, `a token of ${owner.id} was revoked by another client: ${describeReply(reply)}`);
  },
});
