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
  client(context: CaseContext): Promise<Client>;
  give(context: CaseContext, client: Client): Promise<string>;
  features: readonly string[];
};

const ofAGrant = {
  client: ({ grants }: CaseContext) => grants.client('refresh-token'),
  features: ['refresh-token'],
};

const variants: Record<string, Row> = {
  'access-token': {
    client: ({ oauth }) => oauth.client(),
    give: async ({ oauth }, client) => String((await control(oauth.token(client))).json?.access_token),
    features: [],
  },
  'access-token-of-a-grant': {
    ...ofAGrant,
    give: async ({ grants }, client) => (await grants.tokens(client)).access,
  },
  'refresh-token': {
    ...ofAGrant,
    give: async ({ grants }, client) => (await grants.tokens(client)).refresh,
  },
};

/** Seconds that a revocation may take until all servers of a target know of it (RFC 7009 §2). */
const propagation = 3;
/** Seconds after which a token that was live when it had been revoked is asked about again. */
const later = [15, 60, 240];

export default testCase({
  title: 'A token that was called live is called dead as soon as its client has revoked it',
  verifies: ['CA-066'],
  features: ['revocation', 'introspection'],
  exclusive: 'moves the clock where a token is not dead at once',
  variants,
  async run(context, { client: find, give }) {
    const { oauth, clock, signal } = context;
    const client = await find(context);
    const token = await give(context, client);
    const twin = await give(context, client);
    // An answer may be kept, so there is one before.
    for (const one of [token, twin]) {
      if (!(await oauth.isLive(client, one)))
        throw new Untestable('introspection calls the token dead before anybody revoked it');
    }
    const reply = await oauth.call('revocation', client, { form: { token } });
    if (!(await oauth.isLive(client, token))) return;

    await clock.advance(propagation, signal);
    if (!(await oauth.isLive(client, token))) return;

    // A server need not revoke access tokens (RFC 7009 §2), nor tell of refresh tokens; one that does, does so at once.
    for (const seconds of later) {
      await clock.advance(seconds, signal);
      if (await oauth.isLive(client, token)) continue;
      if (!(await oauth.isLive(client, twin)))
        throw new Untestable('its twin, which nobody revoked, is dead by then too');
      assert.fail(`live after its client revoked it, and dead ${seconds} s later: ${describeReply(reply)}`);
    }
    throw new Untestable(`the token outlives its revocation: ${describeReply(reply)}`);
  },
});
