import {
  authenticatingEndpoints,
  type Client,
  control,
  cross,
  expectRefused,
  idInOtherCase,
  jwtMethods,
  testCase,
  twoClients,
} from '../harness/index.ts';

type Named = { idOf(other: Client, own: Client): string };

const others: Record<string, Named> = {
  'another-client': { idOf: (other: Client) => other.id },
  'unknown-client': { idOf: () => 'authproof-unknown-client' },
};
/** RFC 6749 §A.1: another string is another client, where there is one. */
const nearMisses: Record<string, Named> = {
  'own-id-and-a-space': { idOf: (_, { id }) => `${id} ` },
  'own-id-in-other-case': { idOf: (_, { id }) => idInOtherCase(id) },
};
const { token } = authenticatingEndpoints;

export default testCase({
  title: 'An assertion beside a client_id parameter that names another client is refused',
  verifies: ['CA-011'],
  variants: {
    ...cross(cross(jwtMethods, others), authenticatingEndpoints),
    ...cross(cross(jwtMethods, nearMisses), { token }),
  },
  async run({ oauth }, { method, idOf, endpoint }) {
    const [client, other] = await twoClients(oauth, { method });
    const right = { form: { client_id: client.id } };
    await control(oauth.call(endpoint, client, right));
    await control(oauth.call(endpoint, other, { form: { client_id: other.id } }));
    expectRefused(await oauth.call(endpoint, client, { form: { client_id: idOf(other, client) } }));
    await control(oauth.call(endpoint, client, right));
  },
});
