import {
  authenticatingEndpoints,
  type Client,
  control,
  cross,
  expectRefused,
  jwtMethods,
  testCase,
  twoClients,
} from '../harness/index.ts';

const others = {
  'another-client': { idOf: (other: Client) => other.id },
  'unknown-client': { idOf: () => 'authproof-unknown-client' },
};

export default testCase({
  title: 'An assertion beside a client_id parameter that names another client is refused',
  verifies: ['CA-011'],
  variants: cross(cross(jwtMethods, others), authenticatingEndpoints),
  async run({ oauth }, { method, idOf, endpoint }) {
    const [client, other] = await twoClients(oauth, { method });
    const right = { form: { client_id: client.id } };
    await control(oauth.call(endpoint, client, right));
    await control(oauth.call(endpoint, other, { form: { client_id: other.id } }));
    expectRefused(await oauth.call(endpoint, client, { form: { client_id: idOf(other) } }));
    await control(oauth.call(endpoint, client, right));
  },
});
