import assert from 'node:assert/strict';
import {
  anyChain,
  assemble,
  authenticatingEndpoints,
  basic,
  type CaseContext,
  type Client,
  confidentialMethods,
  control,
  cross,
  describeReply,
  dissect,
  type EndpointName,
  formEncode,
  jwtMethods,
  NotApplicable,
  type Probe,
  type Profile,
  requireComparable,
  strangersSigning,
  testCase,
} from '../harness/index.ts';

const unknownClient = 'authproof-unknown-client';
const { 'client-secret-basic': basicRow, 'client-secret-post': postRow } = confidentialMethods;
const byBasic = { 'client-secret-basic': basicRow };
const bySecret = { ...byBasic, 'client-secret-post': postRow };

type Failure = {
  profiles?: Profile[];
  features?: readonly string[];
  /** An error that is as right. */
  or?: 'invalid_request' | 'unauthorized_client';
  /** Where it is no failure, there is nothing to name. */
  mayBeAccepted?: true;
  fail(client: Client, at: EndpointName, context: CaseContext): Promise<Probe> | Probe;
};

const failures: Record<string, Failure> = {
  'wrong-secret': { fail: () => ({ secret: 'wrong-by-intention' }) },
  'unknown-client': { fail: () => ({ clientId: unknownClient }) },
};
/** What can't be read is a malformed request as well (RFC 6749 §5.2). */
const unreadable: Record<string, Failure> = {
  'header-not-base64': { fail: () => ({ authorization: 'Basic !!!' }), or: 'invalid_request' },
  'header-without-a-colon': {
    fail: ({ id }) => ({ authorization: basic(formEncode(id)) }),
    or: 'invalid_request',
  },
  'header-with-a-broken-escape': {
    fail: ({ id }) => ({ authorization: basic(`${formEncode(id)}:%zz`) }),
    or: 'invalid_request',
  },
};
/** RFC 6749 §5.2 names it among the failures; that a parameter is missing is as true. Of whatever client there is. */
const noCredential: Record<string, Failure & { method?: undefined }> = {
  'any-method-no-credential': { fail: () => ({ method: 'none' }), or: 'invalid_request' },
};
/** RFC 7009 §2.1: the credentials come first, so what becomes of no token at all is told to nobody. */
const noCredentialAndNoToken: Record<string, Failure & { method?: undefined }> = {
  'any-method-no-credential-and-no-such-token': {
    fail: () => ({ method: 'none', form: { token: 'authproof-no-such-token' } }),
    or: 'invalid_request',
  },
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

/** What is looked at after the signature, and who after that. */
const laterFailures: Record<string, Failure> = {
  'by-a-foreign-kid': {
    fail: async (client) => {
      const signWith = await strangersSigning(client.alg ?? 'HS256');
      return { assertion: client.assertion({ header: { kid: 'a-key-of-nobody' }, signWith }) };
    },
  },
  'expiry-a-text': {
    fail: (client) => ({ assertion: client.assertion({ claims: { exp: 'never' } }) }),
  },
  'without-identifier': {
    profiles: ['oidc'],
    fail: (client) => ({ assertion: client.assertion({ claims: { jti: undefined } }) }),
  },
  'begins-in-an-hour': {
    fail: (client, _, { clock }) => ({
      assertion: client.assertion({ claims: { nbf: clock.seconds() + 3600, exp: clock.seconds() + 3660 } }),
    }),
  },
  'with-a-critical-header': {
    fail: (client) => ({ assertion: client.assertion({ header: { crit: ['authproof'], authproof: true } }) }),
  },
  'lives-for-ten-years': {
    mayBeAccepted: true,
    fail: (client, _, { clock }) => ({
      assertion: client.assertion({
        claims: { iat: clock.seconds(), exp: clock.seconds() + 3650 * 86_400 },
      }),
    }),
  },
};
const disabled: Record<string, Failure> = {
  // Its credential is right, so it may be called authenticated, and not authorized (RFC 6749 §5.2).
  'disabled-client': {
    features: ['disabled-client'],
    or: 'unauthorized_client',
    async fail({ method }, endpoint, { oauth }) {
      const client = await oauth.client({ method, state: 'disabled' });
      const { id: clientId, secret } = client;
      if (!method.endsWith('_jwt')) return { clientId, secret: secret ?? '' };
      return { clientId, assertion: client.assertion({ endpoint }) };
    },
  },
};
const partAlone: Record<string, Failure> = {
  'a-part-alone': { fail: ({ method }) => ({ method }) },
};
const { token, introspection, revocation } = authenticatingEndpoints;

export default testCase({
  title: 'A failed client authentication is answered invalid_client, with status 400 or 401',
  verifies: ['CA-062'],
  variants: {
    ...cross(
      {
        ...cross(bySecret, failures),
        ...cross(byBasic, unreadable),
        ...cross(jwtMethods, jwtFailures),
        ...noCredential,
      },
      authenticatingEndpoints,
    ),
    ...cross(noCredentialAndNoToken, { introspection, revocation }),
    ...cross(cross(jwtMethods, laterFailures), { token }),
    ...cross(cross({ ...byBasic, ...jwtMethods }, disabled), { token }),
    ...cross(cross(anyChain, partAlone), { token }),
  },
  async run(context, { fail, or = 'invalid_client', mayBeAccepted, endpoint, ...row }) {
    const { oauth } = context;
    const { method, chain } = { method: undefined, chain: undefined, ...row };
    const client = await oauth.client({ ...(method && { method }), ...(chain && { chain }) });
    await control(oauth.call(endpoint, client));
    const reply = await oauth.call(endpoint, client, await fail(client, endpoint, context));
    if (reply.kind === 'accepted' && mayBeAccepted) throw new NotApplicable('it is accepted here');
    requireComparable(reply);
    assert.ok(reply.status === 400 || reply.status === 401, `neither 400 nor 401: ${describeReply(reply)}`);
    assert.ok(
      reply.error === 'invalid_client' || reply.error === or,
      `not named invalid_client: ${describeReply(reply)}`,
    );
    await control(oauth.call(endpoint, client));
  },
});
