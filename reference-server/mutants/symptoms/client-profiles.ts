import { decodeJwt } from 'jose';
import { asserting, basic, type Form, type TryOut } from '../../try-out.ts';
import { accepts, type Symptom } from './symptom.ts';

const steer = (server: TryOut, id: string, change: 'disable' | 'enable') =>
  server.control(`/clients/${id}/${change}`, { method: 'POST' });
const byBasic = (server: TryOut, id = 'basic') => accepts(server, {}, basic(id, server.secrets[id] ?? ''));
const byKey = async (server: TryOut) => accepts(server, asserting(await server.assertion('es256')));

const answered = async (server: TryOut, form: Form = {}, id = 'basic') =>
  (await (await server.token(form, basic(id, server.secrets[id] ?? ''))).json()) as Record<string, unknown>;
const grants =
  (scope: string): Symptom =>
  (server) =>
    accepts(server, { scope }, basic('basic', server.secrets.basic ?? ''));

/** How the mutants show that are about what a client is registered for, and whether it is enabled. */
export const profileSymptoms: Record<string, Symptom> = {
  'lets-disabled-clients-in': (server) => byBasic(server, 'disabled'),
  'lets-disabled-clients-in-by-assertion': async (server) => {
    await steer(server, 'es256', 'disable');
    return !(await byBasic(server, 'disabled')) && byKey(server);
  },
  'fails-on-disabled-clients-with-an-assertion': async (server) => {
    await steer(server, 'es256', 'disable');
    return (await server.token(asserting(await server.assertion('es256')))).status === 500;
  },
  'lets-disabled-clients-in-by-chain': async (server) => {
    await steer(server, 'chain', 'disable');
    const assertion = asserting(await server.assertion('chain'));
    return accepts(server, assertion, basic('chain', server.secrets.chain ?? ''));
  },
  'tells-that-a-client-is-disabled': async (server) =>
    (await server.token({}, basic('disabled', 'wrong'))).status === 400,
  'keeps-clients-for-a-minute': async (server) => {
    await byBasic(server);
    await steer(server, 'basic', 'disable');
    return byBasic(server);
  },
  'leaves-clients-disabled': async (server) => {
    await steer(server, 'basic', 'disable');
    await steer(server, 'basic', 'enable');
    return !(await byBasic(server));
  },
  'grants-any-scope-that-is-asked-for': grants('admin'),
  'looks-only-at-the-first-scope': async (server) =>
    !(await grants('admin api')(server)) && grants('api admin')(server),
  'grants-all-scopes-where-one-of-them-fits': async (server) =>
    !(await grants('admin')(server)) && grants('admin api')(server),
  'checks-scopes-only-of-clients-with-a-secret': async (server) =>
    !(await grants('admin')(server)) &&
    accepts(server, { ...asserting(await server.assertion('es256')), scope: 'admin' }),
  'leaves-the-scope-out-of-its-answer': async (server) => !('scope' in (await answered(server))),
  'serves-public-clients-as-themselves': (server) => accepts(server, { client_id: 'none' }),
  'takes-an-empty-secret-for-that-of-a-public-client': (server) => accepts(server, {}, basic('none', '')),
  'lets-every-client-use-every-grant': async (server) =>
    (await answered(server, { grant_type: 'refresh_token', refresh_token: 'x' }, 'LOUD')).error ===
    'invalid_grant',
  'answers-foreign-grants-with-invalid-grant': async (server) =>
    (await answered(server, { grant_type: 'refresh_token', refresh_token: 'x' }, 'LOUD')).error ===
    'invalid_grant',
  'finds-clients-in-whatever-letter-case': (server) =>
    accepts(server, {}, basic('BASIC', server.secrets.basic ?? '')),
  'names-clients-in-lower-case': async (server) =>
    decodeJwt(String((await answered(server, {}, 'LOUD')).access_token)).client_id === 'loud',
};
