import assert from 'node:assert/strict';
import {
  authenticatingEndpoints,
  type CaseContext,
  type Client,
  confidentialMethods,
  control,
  cross,
  expectAccepted,
  expectRefused,
  tampered,
  testCase,
  Untestable,
} from '../harness/index.ts';

const clients = {
  ...confidentialMethods,
  'any-chain': { chain: [], features: ['client-chain'] },
};

export default testCase({
  title: 'A client is refused at once when it is disabled, and accepted again when it is enabled',
  verifies: ['CA-046'],
  needs: ['admin'],
  exclusive: 'disables a client that others use too',
  variants: cross(clients, authenticatingEndpoints),
  async run(context, { features: _, endpoint, ...traits }) {
    const { oauth, admin, audit } = context;
    const client = await oauth.client(traits);
    await control(oauth.call(endpoint, client));
    const { json } = await control(oauth.token(client));
    const token = String(json?.access_token); // a live one, for a disabled client gets none
    const about = ['introspection', 'revocation'].includes(endpoint) ? { form: { token } } : {};
    const wrong = audit.offered ? await causeOfWrongCredential(context, client) : null;

    await admin.disable(client);
    const watch = audit.offered ? await audit.watch(client) : null;
    const reply = await oauth.sendOnce(endpoint, client, about);
    await admin.enable(client);
    if (endpoint === 'revocation') await expectStillLive(context, client, token);
    else expectRefused(reply);
    expectAccepted(await oauth.call(endpoint, client));
    const cause = (await watch?.event())?.reason ?? null;
    if (cause !== null && cause === wrong)
      throw new Untestable(`the audit gives it the reason of a wrong credential: ${cause}`);
  },
});

/** What being disabled must not be taken for. */
async function causeOfWrongCredential({ oauth, audit }: CaseContext, client: Client): Promise<string | null> {
  const watch = await audit.watch(client);
  const byAssertion = client.chain === null && client.method.endsWith('_jwt');
  await oauth.token(
    client,
    byAssertion ? { assertion: tampered(client.assertion()) } : { secret: 'wrong-by-intention' },
  );
  return (await watch.event()).reason;
}

/** Whatever was answered, what counts is that nothing came of it. */
async function expectStillLive({ oauth }: CaseContext, client: Client, token: string): Promise<void> {
  const { json } = await oauth.call('introspection', client, { form: { token } });
  if (typeof json?.active !== 'boolean')
    throw new Untestable('introspection does not tell whether a token is live');
  assert.ok(json.active, 'a token is dead that its client revoked while it was disabled');
}
