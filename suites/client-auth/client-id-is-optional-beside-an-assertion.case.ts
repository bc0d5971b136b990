import {
  authenticatingEndpoints,
  type Client,
  cross,
  expectAccepted,
  expectRefused,
  jwtMethods,
  tampered,
  testCase,
} from '../harness/index.ts';

const parameters = {
  'with-client-id': { client_id: ({ id }: Client) => id },
  'without-client-id': { client_id: () => undefined },
};

// A pushed request names its client anyway (RFC 9126 §2.1).
const { token, introspection, revocation } = authenticatingEndpoints;

export default testCase({
  title: 'A right assertion authenticates with and without a client_id parameter, a forged one with neither',
  verifies: ['CA-060'],
  variants: cross(cross(jwtMethods, parameters), { token, introspection, revocation }),
  async run({ oauth }, { method, client_id, endpoint }) {
    const client = await oauth.client({ method });
    const form = { client_id: client_id(client) };
    expectAccepted(await oauth.call(endpoint, client, { form }));
    const forged = tampered(client.assertion({ endpoint }));
    expectRefused(await oauth.call(endpoint, client, { form, assertion: forged }));
    expectAccepted(await oauth.call(endpoint, client, { form }));
  },
});
