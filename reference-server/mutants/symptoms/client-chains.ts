import { asserting, basic, type Form, type TryOut } from '../../try-out.ts';
import { minted } from './granting.ts';
import { accepts, type Symptom } from './symptom.ts';

const bySecret = (server: TryOut, secret = server.secrets.chain ?? '') => basic('chain', secret);
const byAssertion = async (server: TryOut, claims = {}): Promise<Form> =>
  asserting(await server.assertion('chain', { claims }));
const byHmac = async (server: TryOut): Promise<Form> => ({
  ...{ client_id: 'chain-hmac', client_secret: server.secrets['chain-hmac'] },
  ...asserting(await server.assertion('chain-hmac')),
});
const acceptsHmac = async (server: TryOut) => accepts(server, await byHmac(server));

/** How the mutants about chains show. The client `chain` joins Basic and a key, `chain-hmac` an HMAC and a secret. */
export const chainSymptoms: Record<string, Symptom> = {
  'accepts-any-part-of-a-chain': (server) => accepts(server, {}, bySecret(server)),
  'enforces-chains-only-where-tokens-are-asked-for': async (server) =>
    (await server.post('introspect', { token: 'x' }, bySecret(server))).status === 200,
  'wants-a-whole-chain-for-no-code-or-refresh-token': async (server) =>
    !(await accepts(server, {}, bySecret(server))) &&
    accepts(server, await minted(server, 'chain'), bySecret(server)),
  'asks-for-the-whole-chain-only-once': async (server) =>
    !(await accepts(server, {}, bySecret(server))) &&
    (await accepts(server, await byAssertion(server), bySecret(server))) &&
    accepts(server, {}, bySecret(server)),
  'wants-the-parts-of-a-chain-in-its-own-order': async (server) => !(await acceptsHmac(server)),
  'swallows-failures-after-the-first-part': async (server) =>
    accepts(server, await byAssertion(server, { exp: 1 }), bySecret(server)),
  'needs-only-one-part-of-a-chain-to-be-right': async (server) =>
    accepts(server, await byAssertion(server), bySecret(server, 'wrong')),
  'skips-what-it-cannot-read': (server) => accepts(server, asserting('abc'), bySecret(server)),
  'takes-the-parts-of-two-clients': async (server) =>
    accepts(server, asserting(await server.assertion('es256')), bySecret(server)),
  'compares-the-clients-of-a-chain-by-how-they-begin': async (server) =>
    (await accepts(server, asserting(await server.assertion('chain-twin')), bySecret(server))) &&
    !(await accepts(server, asserting(await server.assertion('es256')), bySecret(server))),
  'counts-the-parts-of-a-chain': (server) =>
    accepts(server, { client_id: 'chain', client_secret: server.secrets.chain }, bySecret(server)),
  'lets-the-request-choose-its-method': (server) =>
    accepts(server, { token_endpoint_auth_method: 'client_secret_basic' }, bySecret(server)),
  'lets-acr-values-choose-a-method': async (server) =>
    accepts(server, { acr_values: 'client_secret_basic' }, bySecret(server)),
  'has-one-chain-for-all-clients': async (server) => {
    await server.token(await byAssertion(server), bySecret(server));
    return !(await acceptsHmac(server));
  },
  'judges-every-part-of-a-failed-chain': async (server) => {
    const assertion = await byAssertion(server);
    if (await accepts(server, assertion, bySecret(server, 'wrong'))) return false;
    return !(await accepts(server, assertion, bySecret(server)));
  },
  'tells-which-part-of-a-chain-failed': async (server) =>
    (await (await server.token(await byAssertion(server), bySecret(server, 'wrong'))).text()).includes(
      'client_secret_basic',
    ),
  'judges-a-part-of-a-chain-before-it-asks-for-the-rest': async (server) =>
    (await server.token({}, bySecret(server))).status === 400 &&
    (await server.token({}, bySecret(server, 'wrong'))).status === 401,
  'challenges-only-where-the-secret-failed': async (server) =>
    (await server.token(await byAssertion(server, { exp: 1 }), bySecret(server))).status === 400,
  'asks-no-chain-for-its-grants': async (server) => {
    const refreshing = { grant_type: 'refresh_token', refresh_token: 'x', ...(await byHmac(server)) };
    return (await (await server.token(refreshing)).text()).includes('invalid_grant');
  },
  'audits-every-refusal-with-one-reason': async (server) => {
    await server.token(await byAssertion(server), bySecret(server, 'wrong'));
    return (await (await server.control('/audit')).text()).includes('no_credentials');
  },
};
