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
  isLive(context: CaseContext, client: Client, token: string): Promise<boolean>;
  features: readonly string[];
};

const variants: Record<string, Row> = {
  'access-token': {
    features: ['introspection'],
    client: ({ oauth }) => oauth.client(),
    give: async ({ oauth }, client) => String((await control(oauth.token(client))).json?.access_token),
    isLive: ({ oauth }, client, token) => oauth.isLive(client, token),
  },
  'refresh-token': {
    features: ['refresh-token'],
    client: ({ grants }) => grants.client('refresh-token'),
    give: async ({ grants }, client) => (await grants.tokens(client)).refresh,
    isLive: ({ grants }, client, token) => grants.works(client, token),
  },
};

export default testCase({
  title: 'A token that its client revoked is dead after a restart too',
  verifies: ['CA-066'],
  features: ['revocation'],
  needs: ['restart'],
  exclusive: 'restarts the target',
  variants,
  async run(context, { client: find, give, isLive }) {
    const { oauth, restart } = context;
    const client = await find(context);
    const [revoked, twin] = [await give(context, client), await give(context, client)];
    const reply = await oauth.call('revocation', client, { form: { token: revoked } });
    // RFC 7009 §2: a server need not revoke access tokens.
    if (await isLive(context, client, revoked))
      throw new Untestable(`it outlives its revocation without a restart: ${describeReply(reply)}`);
    await restart();
    const live = await isLive(context, client, revoked);
    if (!(await isLive(context, client, twin)))
      throw new Untestable('a token that nobody revoked is dead after the restart as well');
    assert.ok(!live, 'it was revoked before the restart, and lives again');
  },
});
