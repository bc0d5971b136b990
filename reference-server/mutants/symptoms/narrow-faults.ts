import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { asserting, basic, type Form, type TryOut } from '../../try-out.ts';
import { registerPublishing, startPublishing } from '../../try-out-publishing.ts';
import { granted, headersOf, isLive, refreshes, refreshing, type Tokens, tokens } from './granting.ts';
import { hmacAssertion, toPem } from './hand-made-assertions.ts';
import { accepts, acceptsClaims, now, type Symptom } from './symptom.ts';

const another = 'odd';
const byBasic = (server: TryOut) => accepts(server, {}, headersOf(server));
const steer = (server: TryOut, id: string, change: 'disable' | 'enable') =>
  server.control(`/clients/${id}/${change}`, { method: 'POST' });

/** Whether what the token endpoint refuses is taken elsewhere: who asks is found out before what he asks for is read. */
export async function takesOnlyAt(
  server: TryOut,
  endpoint: string,
  id: string,
  assertion: () => Promise<Form> | Form,
) {
  const status = async (at: string) =>
    (
      await server.post(at, {
        grant_type: 'client_credentials',
        client_id: id,
        token: 'x',
        ...(await assertion()),
      })
    ).status;
  return (await status('token')) === 401 && (await status(endpoint)) !== 401;
}

export const takesClaimsOnlyAt =
  (endpoint: string, claims: Record<string, unknown>): Symptom =>
  (server) =>
    takesOnlyAt(server, endpoint, 'es256', async () =>
      asserting(await server.assertion('es256', { claims })),
    );

const takesHmacOnlyAt =
  (endpoint: string, id: string, header: Record<string, unknown>): Symptom =>
  (server) =>
    takesOnlyAt(server, endpoint, id, () =>
      asserting(hmacAssertion(server, id, server.secrets[id] ?? '', header)),
    );

const twice = async (server: TryOut, form: Form) =>
  (await accepts(server, form)) && (await accepts(server, form));

/** Whether another client ended a token. */
async function endedByAnother(server: TryOut, kind: keyof Tokens, more: Form = {}): Promise<boolean> {
  const given = await granted(server);
  await server.post('revoke', { token: given[kind], ...more }, headersOf(server, another));
  if (kind === 'refresh_token') return !(await refreshes(server, given));
  return !(await isLive(server, given.access_token, headersOf(server)));
}

const answered = async (server: TryOut, form: Form) =>
  (await (await server.token(form, headersOf(server))).json()) as { scope?: string };

/** Whether a key works on that another took the place of, under its kid, when the old one is out of the cache. */
async function keepsKeyOfKid(server: TryOut): Promise<boolean> {
  const { kid } = server.publicKey('es256');
  const named = (key: JWK): JWK => ({ ...key, kid: String(kid) });
  await using own = await startPublishing([named(server.publicKey('es256'))]);
  const client = await registerPublishing(server, own.url);
  await client.ask('es256', kid);
  own.publish([named(server.publicKey('keyed-basic'))]);
  await client.later(400);
  return (await client.ask('es256', kid)) === 200;
}

/** Whether two of twenty pushed requests by one assertion are taken. */
async function pushesTwice(server: TryOut): Promise<boolean> {
  const form = { client_id: 'es256', ...asserting(await server.assertion('es256')) };
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.post('par', form)));
  return answers.filter(({ status }) => status !== 401).length > 1;
}

/** How the mutants show that are wrong at one endpoint, for one kind of client or after one event, and else right. */
export const narrowSymptoms: Record<string, Symptom> = {
  'ignores-critical-headers-at-revocation': takesHmacOnlyAt('revoke', 'hmac', { crit: ['x'], x: 1 }),
  'ignores-pinned-algorithms-at-par': takesHmacOnlyAt('par', 'pinned', { alg: 'HS384' }),
  'ignores-not-before-at-introspection': takesClaimsOnlyAt('introspect', { nbf: now() + 3600 }),
  'ignores-the-type-of-not-before-at-par': takesClaimsOnlyAt('par', { nbf: 'tomorrow' }),
  'tolerates-half-an-hour-at-par': takesClaimsOnlyAt('par', { iat: now() - 1200, exp: now() - 1000 }),
  'keys-hmac-by-public-keys-at-introspection': (server) =>
    takesOnlyAt(server, 'introspect', 'es256', () =>
      asserting(hmacAssertion(server, 'es256', toPem(server.publicKey('es256')))),
    ),
  'stores-identifiers-late-at-par': pushesTwice,
  'looks-at-the-first-date-only': acceptsClaims({ nbf: now(), iat: now() + 3600, exp: now() + 200 }),
  'verifies-by-the-key-in-the-claims': async (server) => {
    const jwk = server.publicKey('keyed-basic');
    const claims = { iss: 'es256', sub: 'es256', cnf: { jwk } };
    return accepts(server, asserting(await server.assertion('keyed-basic', { claims })));
  },
  'spends-no-identifier-signed-by-a-longer-hmac': (server) =>
    twice(server, asserting(hmacAssertion(server, 'hmac', server.secrets.hmac ?? '', { alg: 'HS384' }))),
  'stores-no-long-identifier': async (server) =>
    twice(
      server,
      asserting(await server.assertion('es256', { claims: { jti: `${randomUUID()}${'i'.repeat(200)}` } })),
    ),
  'forgets-identifiers-where-a-client-is-enabled': async (server) => {
    const form = asserting(await server.assertion('es256'));
    await accepts(server, form);
    await steer(server, 'basic', 'enable');
    return accepts(server, form);
  },
  'keeps-the-first-key-of-a-kid': keepsKeyOfKid,

  'ignores-the-client-id-parameter-beside-a-chain': async (server) =>
    accepts(
      server,
      { ...asserting(await server.assertion('chain')), client_id: 'basic' },
      headersOf(server, 'chain'),
    ),
  'trims-posted-secrets': (server) =>
    accepts(server, { client_id: 'post', client_secret: ` ${server.secrets.post} ` }),
  'refreshes-for-disabled-clients': async (server) => {
    const given = await granted(server);
    await steer(server, 'basic', 'disable');
    return refreshes(server, given);
  },
  'enables-all-clients-at-a-start': async (server) => {
    await steer(server, 'basic', 'disable');
    await server.restart();
    return byBasic(server);
  },

  'finds-scopes-within-others': (server) => accepts(server, { scope: 'ap' }, headersOf(server)),
  'gives-every-scope-where-none-is-asked-for': async (server) =>
    (await answered(server, {})).scope?.includes('reports') ?? false,
  'refreshes-to-any-scope': async (server) =>
    (await answered(server, { ...refreshing(await granted(server)), scope: 'admin' })).scope === 'admin',
  'binds-only-the-first-refresh-token': async (server) => {
    const second = await tokens(server, refreshing(await granted(server)));
    return accepts(server, refreshing(second), headersOf(server, another));
  },
  'revokes-by-the-hint-for-any-client': (server) =>
    endedByAnother(server, 'refresh_token', { token_type_hint: 'refresh_token' }),
  'revokes-access-tokens-of-grants-for-any-client': (server) => endedByAnother(server, 'access_token'),
  'refreshes-after-revocation': async (server) => {
    const given = await granted(server);
    await server.post('revoke', { token: given.refresh_token }, headersOf(server));
    return refreshes(server, given);
  },

  'forbids-disabled-clients': async (server) =>
    (await server.token({}, headersOf(server, 'disabled'))).status === 403,
  'counts-the-tries-of-known-clients': async (server) =>
    (await server.token({}, basic('basic', 'wrong'))).headers.has('x-tries-left'),
  'refuses-requests-in-plain-text': async (server) =>
    (await server.token({ scope: 'admin' }, headersOf(server))).headers
      .get('content-type')
      ?.startsWith('text/plain') ?? false,
  'lets-answers-to-refreshes-be-stored': async (server) => {
    const answer = await server.token(refreshing(await granted(server)), headersOf(server));
    return answer.headers.get('cache-control') !== 'no-store';
  },
};
