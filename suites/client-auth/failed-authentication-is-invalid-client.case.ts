import assert from 'node:assert/strict';
import {
  assemble,
  authenticatingEndpoints,
  type CaseContext,
  type Client,
  control,
  cross,
  describeReply,
  dissect,
  type EndpointName,
  jwtMethods,
  type Probe,
  type Profile,
  testCase,
  Untestable,
} from '../harness/index.ts';

const unknownClient = 'authproof-unknown-client';
const methods = {
  'client-secret-basic': { method: 'client_secret_basic', features: ['client_secret_basic'] },
  'client-secret-post': { method: 'client_secret_post', features: ['client_secret_post'] },
} as const;

type Failure = {
  profiles?: Profile[];
  fail(client: Client, at: EndpointName, context: CaseContext): Promise<Probe> | Probe;
};

const failures: Record<string, Failure> = {
  'wrong-secret': { fail: () => ({ secret: 'wrong-by-intention' }) },
  'unknown-client': { fail: () => ({ clientId: unknownClient }) },
};
const jwtFailures: Record<string, Failure> = {
  expired: {
    fail: (client, endpoint, { clock }) => {
      const exp = clock.seconds() - 3600;
      return { assertion: client.assertion({ endpoint, claims: { exp, iat: exp - 30 } }) };
    },
  },
  'for-another-server': {
    fail: (client, endpoint) => ({
      assertion: client.assertion({ endpoint, claims: { aud: 'https://other-as.example' } }),
    }),
  },
  'subject-missing': {
    fail: (client, endpoint) => ({ assertion: client.assertion({ endpoint, claims: { sub: undefined } }) }),
  },
  unsecured: {
    fail: (client, endpoint) => ({
      assertion: assemble({
        ...dissect(client.assertion({ endpoint, header: { alg: 'none' } })),
        signature: Buffer.alloc(0),
      }),
    }),
  },
  forged: {
    fail: (client, endpoint) => {
      const { signature } = dissect(client.assertion({ endpoint }));
      return { assertion: assemble({ ...dissect(client.assertion({ endpoint })), signature }) };
    },
  },
  'unknown-client': {
    fail: (client, endpoint) => ({
      clientId: unknownClient,
      assertion: client.assertion({ endpoint, claims: { iss: unknownClient, sub: unknownClient } }),
    }),
  },
  replayed: {
    profiles: ['oidc'],
    fail: async (client, endpoint, { oauth }) => {
      const assertion = client.assertion({ endpoint });
      await control(oauth.call(endpoint, client, { assertion }));
      return { assertion };
    },
  },
};

export default testCase({
  title: 'A failed client authentication is answered invalid_client, with status 400 or 401',
  verifies: ['CA-062'],
  variants: cross(
    { ...cross(methods, failures), ...cross(jwtMethods, jwtFailures) },
    authenticatingEndpoints,
  ),
  async run(context, { method, fail, endpoint }) {
    const { oauth } = context;
    const client = await oauth.client({ method });
    await control(oauth.call(endpoint, client));
    const reply = await oauth.call(endpoint, client, await fail(client, endpoint, context));
    if (reply.kind === 'accepted')
      throw new Untestable(`was not refused, which other requirements judge: ${describeReply(reply)}`);
    if (reply.status === 429 || reply.status === 503)
      throw new Untestable(`not answered now: ${describeReply(reply)}`);
    assert.ok(reply.status === 400 || reply.status === 401, `neither 400 nor 401: ${describeReply(reply)}`);
    assert.equal(reply.error, 'invalid_client', `not named invalid_client: ${describeReply(reply)}`);
    await control(oauth.call(endpoint, client));
  },
});
