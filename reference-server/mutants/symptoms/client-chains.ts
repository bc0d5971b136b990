import { asserting, basic, type Form, type TryOut } from '../../try-out.ts';
import { accepts, type Symptom } from './symptom.ts';

const bySecret = (server: TryOut, secret = server.secrets.chain ?? '') => basic('chain', secret);
const byAssertion = async (server: TryOut, claims = {}): Promise<Form> =>
  asserting(await server.assertion('chain', { claims }));

/** How the mutants about chains show. The client `chain` joins Basic and a key, `chain-hmac` an HMAC and a secret. */
export const chainSymptoms: Record<string, Symptom> = {
  'accepts-any-part-of-a-chain': (server) => accepts(server, {}, bySecret(server)),
  'enforces-chains-only-where-tokens-are-asked-for': async (server) =>
    (await server.post('introspect', { token: 'x' }, bySecret(server))).status === 200,
  'asks-for-the-whole-chain-only-once': async (server) =>
    !(await accepts(server, {}, bySecret(server))) &&
    (await accepts(server, await byAssertion(server), bySecret(server))) &&
    accepts(server, {}, bySecret(server)),
  'wants-the-parts-of-a-chain-in-its-own-order': async (server) => {
    const secret = { client_id: 'chain-hmac', client_secret: server.secrets['chain-hmac'] };
    return !(await accepts(server, { ...secret, ...asserting(await server.assertion('chain-hmac')) }));
  },
};
