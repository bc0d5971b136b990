import assert from 'node:assert/strict';
import {
  type Client,
  confidentialMethods,
  control,
  cross,
  expectRefused,
  expectToken,
  type OAuth,
  testCase,
} from '../harness/index.ts';

const whose = {
  'own-credentials': { foreign: false },
  'credentials-of-the-other': { foreign: true },
};

export default testCase({
  title: 'Two clients whose identifiers differ in letter case alone are two clients',
  verifies: ['CA-055'],
  variants: cross(confidentialMethods, whose),
  async run({ oauth }, { method, foreign }) {
    const one = await oauth.client({ method, inTwoCases: true });
    const other = await oauth.client({ method, caseTwinOf: one });
    const pair = [
      { client: one, neighbour: other },
      { client: other, neighbour: one },
    ];
    const own = await Promise.all(pair.map(({ client }) => oauth.token(client)));
    // Where neither is accepted, it is not that one is taken for the other.
    if (own.every(({ kind }) => kind !== 'accepted')) for (const reply of own) await control(reply);
    for (const reply of own) expectToken(reply);
    for (const { client, neighbour } of pair) {
      const reply = await control(oauth.token(client));
      if (foreign) {
        expectRefused(await oauth.token(client, borrowed(client, neighbour)));
        continue;
      }
      const { clientId } = await oauth.tokenOwner(client, reply);
      assert.equal(clientId, client.id, `the token of ${client.id} names ${clientId}`);
      await expectOwnScopes(oauth, client, neighbour);
    }
  },
});

/** The identifier of one, and the other's secret or signature. */
function borrowed(client: Client, neighbour: Client) {
  if (!client.method.endsWith('_jwt')) return { secret: neighbour.secret ?? '' };
  const claims = { iss: client.id, sub: client.id };
  return { assertion: neighbour.assertion({ claims, header: { kid: client.kid } }) };
}

/** The profile too is its own. */
async function expectOwnScopes(oauth: OAuth, client: Client, neighbour: Client): Promise<void> {
  const foreign = neighbour.scopes?.find((scope) => client.scopes && !client.scopes.includes(scope));
  if (foreign === undefined) return;
  const reply = await oauth.token(client, { form: { scope: foreign } });
  const granted = reply.kind === 'accepted' ? String(reply.json?.scope ?? foreign).split(' ') : [];
  assert.ok(
    !granted.includes(foreign),
    `${client.id} was granted ${foreign}, which ${neighbour.id} may have`,
  );
}
