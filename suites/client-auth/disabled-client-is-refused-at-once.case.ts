import assert from 'node:assert/strict';
import {
  assemble,
  authenticatingEndpoints,
  type CaseContext,
  type Client,
  confidentialMethods,
  control,
  cross,
  dissect,
  type EndpointName,
  expectAccepted,
  expectRefused,
  flipBit,
  type Probe,
  type Reply,
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
    const { oauth, admin } = context;
    const client = await oauth.client(traits);
    await control(oauth.call(endpoint, client));
    const { json } = await control(oauth.token(client));
    const token = String(json?.access_token); // a live one, for a disabled client gets none
    const about: Probe = ['introspection', 'revocation'].includes(endpoint) ? { form: { token } } : {};
    const wrong = await causeOf(context, client, () =>
      oauth.sendOnce(endpoint, client, { ...about, ...wrongCredential(client, endpoint) }),
    );
    let disabled: Reply | null = null;
    await admin.disable(client);
    const cause = await causeOf(context, client, async () => {
      disabled = await oauth.sendOnce(endpoint, client, about);
    });
    await admin.enable(client);
    if (!disabled) throw new TypeError('nothing was sent');
    if (endpoint === 'revocation') await expectStillLive(context, client, token);
    else expectRefused(disabled);
    expectAccepted(await oauth.call(endpoint, client));
    if (cause !== null && cause === wrong)
      throw new Untestable(
        `the audit says of a disabled client what it says of a wrong credential: ${cause}`,
      );
  },
});

/** The reason in the audit, where the target offers one. */
async function causeOf(
  { audit }: CaseContext,
  client: Client,
  send: () => Promise<unknown>,
): Promise<string | null> {
  if (audit.offered) return (await audit.eventOf(client, send)).reason;
  await send();
  return null;
}

function wrongCredential(client: Client, endpoint: EndpointName): Probe {
  if (client.chain || !client.method.endsWith('_jwt')) return { secret: 'wrong-by-intention' };
  const right = dissect(client.assertion({ endpoint }));
  return { assertion: assemble({ ...right, signature: flipBit(right.signature, 0) }) };
}

/** Whatever was answered, what counts is that nothing came of it. */
async function expectStillLive({ oauth }: CaseContext, client: Client, token: string): Promise<void> {
  const { json } = await oauth.call('introspection', client, { form: { token } });
  if (typeof json?.active !== 'boolean')
    throw new Untestable('introspection does not tell whether a token is live');
  assert.ok(json.active, 'a token is dead that its client revoked while it was disabled');
}
