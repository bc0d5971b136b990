import assert from 'node:assert/strict';
import {
  type CaseContext,
  type Client,
  control,
  describeReply,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Row = {
  hint?: string;
  /** It was introspected before, which is no reason to know it better. */
  seen?: true;
  client(context: CaseContext): Promise<Client>;
  /** A live token, and how its client learns whether it still is. */
  give(context: CaseContext, client: Client): Promise<string>;
  isLive(context: CaseContext, client: Client, token: string): Promise<boolean>;
  features: readonly string[];
};

const refreshToken = {
  features: ['refresh-token'],
  client: ({ grants }) => grants.client('refresh-token'),
  give: async ({ grants }, client) => (await grants.tokens(client)).refresh,
  isLive: ({ grants }, client, token) => grants.works(client, token),
} satisfies Row;

const accessToken = {
  features: ['introspection'],
  client: ({ oauth }) => oauth.client(),
  give: async ({ oauth }, client) => String((await control(oauth.token(client))).json?.access_token),
  isLive: ({ oauth }, client, token) => oauth.isLive(client, token),
} satisfies Row;

const variants: Record<string, Row> = {
  'refresh-token': refreshToken,
  'refresh-token-by-its-hint': { ...refreshToken, hint: 'refresh_token' },
  'refresh-token-by-the-other-hint': { ...refreshToken, hint: 'access_token' },
  'access-token-by-its-hint': { ...accessToken, hint: 'access_token' },
  'access-token-by-the-other-hint': { ...accessToken, hint: 'refresh_token' },
  // RFC 7009 §2.2: a hint that nobody knows is ignored.
  'access-token-by-an-unknown-hint': { ...accessToken, hint: 'authproof_token' },
  'access-token-that-was-introspected': { ...accessToken, seen: true },
};

export default testCase({
  title: 'A token that its client revokes is dead, whatever the hint says that it is',
  verifies: ['CA-066'],
  features: ['revocation'],
  variants,
  async run(context, { client: find, give, isLive, hint, seen, features }) {
    const client = await find(context);
    const revoke = async (token_type_hint?: string, introspected?: true) => {
      const token = await give(context, client);
      if (introspected && !(await isLive(context, client, token)))
        throw new Untestable('the token was dead before anybody revoked it');
      const reply = await context.oauth.call('revocation', client, { form: { token, token_type_hint } });
      return { reply, live: await isLive(context, client, token) };
    };
    if (!(await isLive(context, client, await give(context, client))))
      throw new Untestable('the token was dead before anybody revoked it');
    // RFC 7009 §2: a server need not revoke access tokens. Where it does, it does so by any hint (§2.1).
    if (features.includes('introspection')) {
      const { reply, live } = await revoke();
      if (live) throw new Untestable(`access tokens outlive their revocation: ${describeReply(reply)}`);
    }
    const { reply, live } = await revoke(hint, seen);
    assert.ok(!live, `live after its client revoked it: ${describeReply(reply)}`);
  },
});
