import assert from 'node:assert/strict';
import {
  type CaseContext,
  type ClientAuthMethod,
  confidentialMethods,
  control,
  describeReply,
  grantKinds,
  header,
  type Reply,
  testCase,
  type Variant,
} from '../harness/index.ts';

type Row = Variant & { ask(context: CaseContext): Promise<Reply> };

const byMethod = (method: ClientAuthMethod): Row['ask'] => {
  return async ({ oauth }) => oauth.token(await oauth.client({ method }));
};
const ofGrant = (kind: 'code' | 'refresh-token'): Row['ask'] => {
  return async ({ oauth, grants }) => {
    const client = await grants.client(kind);
    return oauth.token(client, await grants.fresh(kind, client));
  };
};

const variants: Record<string, Row> = {
  ...Object.fromEntries(
    Object.entries(confidentialMethods).map(([key, row]) => [key, { ...row, ask: byMethod(row.method) }]),
  ),
  // Each grant may be answered in code of its own.
  ...Object.fromEntries(
    Object.entries(grantKinds).map(([key, row]) => [key, { ...row, ask: ofGrant(row.kind) }]),
  ),
};

export default testCase({
  title: 'An answer with a token is JSON that nobody may store',
  verifies: ['CA-048'],
  variants,
  async run(context, { ask }) {
    const reply = await control(ask(context));
    const caching = header(reply, 'cache-control') ?? 'none';
    const directives = caching
      .toLowerCase()
      .split(',')
      .map((one) => one.trim());
    assert.ok(directives.includes('no-store'), `Cache-Control is ${caching}: ${describeReply(reply)}`);
    const type = header(reply, 'content-type') ?? 'none';
    assert.match(type, /^application\/json\s*(;|$)/i, `Content-Type is ${type}: ${describeReply(reply)}`);
  },
});
