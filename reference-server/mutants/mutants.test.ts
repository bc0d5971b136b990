import { createHmac, createPublicKey, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Keyring } from '../keys/keyring.ts';
import { rules } from '../rules.ts';
import { repositoriesIn } from '../storage/repositories.ts';
import type { Database } from '../storage/schema.ts';
import { asserting, basic, startTryOut, type TryOut } from '../try-out.ts';
import { loadMutants, type Mutant, swappedMethods } from './mutant.ts';
import { answerTimeSymptoms } from './symptoms/answer-times.ts';
import { chainSymptoms } from './symptoms/client-chains.ts';
import { profileSymptoms } from './symptoms/client-profiles.ts';
import { encodingSymptoms } from './symptoms/encoding.ts';
import { keySymptoms } from './symptoms/keys.ts';
import { metadataSymptoms } from './symptoms/metadata.ts';
import { ownershipSymptoms } from './symptoms/ownership.ts';
import { secretSymptoms } from './symptoms/secrets.ts';
import { singleUseSymptoms } from './symptoms/single-use.ts';
import { accepts, type Symptom } from './symptoms/symptom.ts';

const mutants = await loadMutants();
const now = () => Math.floor(Date.now() / 1000);

const acceptsClaims =
  (claims: Record<string, unknown>): Symptom =>
  async (server) =>
    accepts(server, asserting(await server.assertion('es256', { claims })));
const acceptsAgainAfter =
  (seconds: number, lifetime: number): Symptom =>
  async (server) => {
    const form = asserting(await server.assertion('es256', { claims: { exp: now() + lifetime } }));
    if (!(await accepts(server, form))) return false;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ advanceSeconds: seconds });
    await server.control('/clock', { method: 'POST', headers, body });
    return accepts(server, form);
  };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (server: TryOut, id: string) => ({
  ...{ iss: id, sub: id, aud: server.issuer, jti: randomUUID() },
  ...{ iat: now(), exp: now() + 60 },
});
const undecodedBasic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const hmacAssertion = (server: TryOut, id: string, key: string | Buffer, header = {}) => {
  const input = `${encoded({ alg: 'HS256', ...header })}.${encoded(claimsOf(server, id))}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
};
const secretOf = (server: TryOut) => server.secrets.hmac ?? '';
const critical = (server: TryOut) =>
  hmacAssertion(server, 'hmac', secretOf(server), { crit: ['extension'], extension: 1 });
const faultsAt = async (server: TryOut, id: string, kid: unknown) => {
  const header = encoded({ alg: id === 'hmac' ? 'HS256' : 'ES256', kid });
  const assertion = `${header}.${encoded(claimsOf(server, id))}.AAAA`;
  return (await server.token(asserting(assertion))).status === 500;
};
const repeated = (first: string | undefined, second: string | undefined) =>
  `grant_type=client_credentials&client_id=post&client_secret=${first}&client_secret=${second}`;
const acceptsInUrl = async (server: TryOut, query: string) =>
  (await server.post(`token?${query}`, 'grant_type=client_credentials')).status === 200;
/** By node:http, for fetch writes a Host of its own. */
async function issuerAskedFor({ url }: TryOut, headers: Record<string, string>): Promise<string> {
  const request = get(`${url}/.well-known/oauth-authorization-server`, { headers });
  const [response] = await once(request, 'response');
  return (JSON.parse(await text(response)) as { issuer: string }).issuer;
}
const withSignature = async (server: TryOut, change: (signature: Buffer) => Buffer) => {
  const [header, claims, signature] = (await server.assertion('es256')).split('.');
  const changed = change(Buffer.from(signature ?? '', 'base64url')).toString('base64url');
  return asserting(`${header}.${claims}.${changed}`);
};

async function takesOnlyAsAudienceOfPar(server: TryOut, endpoint: string): Promise<boolean> {
  const push = async (aud: string) => {
    const assertion = asserting(await server.assertion('es256', { claims: { aud } }));
    return (await server.post('par', { client_id: 'es256', ...assertion })).status;
  };
  // 400: the client is who it says, and its request is empty.
  return (await push(server.issuer)) === 401 && (await push(`${server.issuer}/oauth/${endpoint}`)) === 400;
}

/** R and S side by side, put into ASN.1. */
function toDer(signature: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    const trimmed = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
    const positive = (trimmed[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed;
    return Buffer.concat([Buffer.of(2, positive.length), positive]);
  };
  const body = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

const symptoms: Record<string, Symptom> = {
  'demands-the-par-endpoint-as-audience': (server) => takesOnlyAsAudienceOfPar(server, 'par'),
  'demands-the-token-endpoint-as-audience-of-pushed-requests': (server) =>
    takesOnlyAsAudienceOfPar(server, 'token'),
  ...chainSymptoms,
  ...profileSymptoms,
  ...metadataSymptoms,
  ...ownershipSymptoms,
  ...singleUseSymptoms,
  'accepts-any-signature': async (server) =>
    accepts(server, await withSignature(server, (signature) => signature.reverse())),
  'verifies-ecdsa-signatures-as-der': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256')))),
  'accepts-der-encoded-ecdsa-signatures': async (server) =>
    accepts(server, await withSignature(server, toDer)),
  'keys-hmac-with-the-client-id': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', 'hmac'))),
  'skips-verification-of-an-empty-signature': async (server) =>
    accepts(server, await withSignature(server, () => Buffer.of())),
  'refuses-only-lower-case-none': async (server) =>
    !(await accepts(
      server,
      asserting(`${encoded({ alg: 'none' })}.${encoded(claimsOf(server, 'es256'))}.`),
    )) && accepts(server, asserting(`${encoded({ alg: 'nOnE' })}.${encoded(claimsOf(server, 'es256'))}.`)),
  async 'picks-the-verifier-by-the-header'(server) {
    const key = createPublicKey({ key: server.publicKey('rs256'), format: 'jwk' });
    const pem = key.export({ type: 'spki', format: 'pem' }).toString();
    return accepts(server, asserting(hmacAssertion(server, 'rs256', pem)));
  },
  'falls-back-to-basic': async (server) =>
    accepts(server, {}, basic('es256-with-secret', server.secrets['es256-with-secret'] ?? '')),
  'accepts-any-method-with-a-credential': async (server) =>
    (await accepts(server, asserting(await server.assertion('keyed-basic')))) &&
    accepts(server, { client_id: 'basic', client_secret: server.secrets.basic }),
  'compares-only-the-subject': acceptsClaims({ iss: 'rs256' }),
  'compares-only-the-issuer': acceptsClaims({ sub: undefined }),
  'accepts-a-missing-audience': acceptsClaims({ aud: undefined }),
  'never-compares-the-audience': acceptsClaims({ aud: 'https://other.example/as' }),
  'compares-only-the-path-of-the-audience': acceptsClaims({ aud: 'https://other.example' }),
  'compares-expiry-in-the-wrong-unit': acceptsClaims({ iat: undefined, exp: now() - 86_400 }),
  'accepts-a-missing-expiry': acceptsClaims({ exp: undefined }),
  'tolerates-an-hour-after-expiry': acceptsClaims({ iat: now() - 3500, exp: now() - 3400 }),
  async 'ignores-whether-an-identifier-was-spent'(server) {
    const form = asserting(await server.assertion('es256'));
    return (await accepts(server, form)) && accepts(server, form);
  },
  async 'looks-an-identifier-up-before-storing-it'(server) {
    // A round may miss the window of a millisecond; ten in a row don't.
    for (let round = 0; round < 10; round++) {
      const form = asserting(await server.assertion('es256'));
      const raced = await Promise.all(Array.from({ length: 20 }, () => accepts(server, form)));
      if (await accepts(server, form)) return false;
      if (raced.filter(Boolean).length > 1) return true;
    }
    return false;
  },
  async 'spends-the-token-instead-of-the-identifier'(server) {
    const claims = { jti: randomUUID() };
    const one = asserting(await server.assertion('es256', { claims }));
    const other = asserting(await server.assertion('es256', { claims: { ...claims, more: 1 } }));
    return (await accepts(server, one)) && !(await accepts(server, one)) && accepts(server, other);
  },
  async 'forgets-identifiers-when-its-memory-is-full'(server) {
    const form = asserting(await server.assertion('es256'));
    if (!(await accepts(server, form)) || (await accepts(server, form))) return false;
    for (let others = 0; others < 1_000; others++)
      await server.token(asserting(await server.assertion('es256')));
    return accepts(server, form);
  },
  'ignores-the-assertion-type': async (server) =>
    accepts(server, { ...asserting(await server.assertion('es256')), client_assertion_type: undefined }),
  'compares-the-assertion-type-without-case': async (server) =>
    accepts(server, {
      ...asserting(await server.assertion('es256')),
      client_assertion_type: 'URN:ietf:params:oauth:client-assertion-type:JWT-bearer',
    }),
  async 'answers-malformed-assertions-with-a-stack-trace'(server) {
    const answer = await server.token(asserting('abc'));
    return answer.status === 500 && / at .*\.ts:\d+/.test(await answer.text());
  },
  'takes-basic-credentials-undecoded': async (server) =>
    accepts(server, {}, undecodedBasic('odd', server.secrets.odd ?? '')),
  'keeps-the-plus-in-basic-credentials': async (server) =>
    !(await accepts(server, {}, basic('odd', server.secrets.odd ?? ''))),
  'treats-an-empty-secret-as-a-public-client': async (server) =>
    accepts(server, { client_id: 'post', client_secret: '' }),
  'compares-only-the-start-of-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: server.secrets.post?.slice(0, 20) }),
  'answers-expired-assertions-with-a-fault': async (server) =>
    (await server.token(asserting(await server.assertion('es256', { claims: { exp: now() - 60 } }))))
      .status === 500,
  'answers-unknown-clients-with-not-found': async (server) =>
    (await server.token({}, basic('nobody', 'wrong'))).status === 404,
  'answers-failed-basic-with-bad-request': async (server) =>
    (await server.token({}, basic('basic', 'wrong'))).status === 400,
  'leaves-out-the-challenge': async (server) =>
    !(await server.token({}, basic('basic', 'wrong'))).headers.has('www-authenticate'),
  'demands-a-client-id-beside-an-assertion': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256')))) &&
    accepts(server, { ...asserting(await server.assertion('es256')), client_id: 'es256' }),
  'counts-a-client-id-as-a-second-method': async (server) =>
    !(await accepts(server, { ...asserting(await server.assertion('es256')), client_id: 'es256' })),
  async 'remembers-identifiers-while-parsing'(server) {
    const assertion = await server.assertion('es256');
    await accepts(server, asserting(assertion.slice(0, assertion.lastIndexOf('.') + 1)));
    return !(await accepts(server, asserting(assertion)));
  },
  async 'shares-identifiers-between-clients'(server) {
    const claims = { jti: randomUUID() };
    await accepts(server, asserting(await server.assertion('ps256', { claims })));
    return !(await accepts(server, asserting(await server.assertion('es256', { claims }))));
  },
  async 'joins-client-and-identifier-without-separator'(server) {
    const jti = randomUUID();
    const longer = { jti: `-with-secret${jti}` };
    await accepts(server, asserting(await server.assertion('es256', { claims: longer })));
    const claims = { jti };
    return !(await accepts(server, asserting(await server.assertion('es256-with-secret', { claims }))));
  },
  'never-reads-the-type': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { header: { typ: 'at+jwt' } }))),
  'refuses-only-the-type-of-access-tokens': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { header: { typ: 'dpop+jwt' } }))),
  'takes-no-type-but-jwt': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256')))),
  'refuses-assertions-without-their-own-type': async (server) =>
    !(await accepts(server, asserting(await server.assertion('es256', { header: { typ: 'JWT' } })))),
  async 'takes-flattened-assertions'(server) {
    const [header, payload, signature] = (await server.assertion('es256')).split('.');
    return accepts(server, asserting(JSON.stringify({ protected: header, payload, signature })));
  },
  async 'takes-the-first-of-general-signatures'(server) {
    const [header, payload, signature] = (await server.assertion('es256')).split('.');
    const signatures = [{ protected: header, signature }];
    return accepts(server, asserting(JSON.stringify({ payload, signatures })));
  },
  'accepts-an-ecdsa-signature-of-zeros': async (server) =>
    accepts(server, await withSignature(server, (signature) => Buffer.alloc(signature.length))),
  'ignores-bytes-after-an-ecdsa-signature': async (server) =>
    accepts(server, await withSignature(server, (signature) => Buffer.concat([signature, Buffer.of(0)]))),
  'hashes-only-72-bytes-of-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: `${server.secrets.post}x` }),
  'trims-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: ` ${server.secrets.post} ` }),
  'folds-the-case-of-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: server.secrets.post?.toUpperCase() }),
  'keys-hmac-with-64-bytes-of-the-secret': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', secretOf(server).slice(0, 64)))),
  'ignores-critical-headers': async (server) => accepts(server, asserting(critical(server))),
  'takes-critical-headers-that-are-there': async (server) => accepts(server, asserting(critical(server))),
  'loads-keys-from-the-path-in-kid': async (server) =>
    accepts(server, asserting(hmacAssertion(server, 'hmac', '', { kid: `${'../'.repeat(20)}dev/null` }))),
  'looks-keys-up-by-a-pattern-in-kid': async (server) => faultsAt(server, 'es256', '(['),
  'takes-kid-for-a-text': async (server) => faultsAt(server, 'es256', { kty: 'oct' }),
  'believes-the-first-of-several-methods': async (server) =>
    accepts(server, { client_secret: 'wrong' }, basic('basic', server.secrets.basic ?? '')),
  'believes-the-last-of-several-methods': async (server) =>
    accepts(server, asserting(await server.assertion('es256')), basic('es256', 'wrong')),
  'lets-answers-with-tokens-be-stored': async (server) =>
    (await server.token({ client_id: 'post', client_secret: server.secrets.post })).headers.get(
      'cache-control',
    ) !== 'no-store',
  'gives-tokens-by-any-method': async (server) => {
    const form = `grant_type=client_credentials&client_id=post&client_secret=${server.secrets.post}`;
    const answer = await fetch(`${server.url}/oauth/token`, {
      method: 'PUT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    return answer.status === 200;
  },
  'repeats-what-it-cannot-parse': async (server) =>
    (await (await server.token(asserting('unparsable'))).text()).includes('unparsable'),
  'reads-the-first-of-duplicate-members': async (server) => {
    const claims = `${JSON.stringify(claimsOf(server, 'hmac')).slice(0, -1)},"sub":"es256"}`;
    const input = `${encoded({ alg: 'HS256' })}.${Buffer.from(claims).toString('base64url')}`;
    const signature = createHmac('sha256', secretOf(server)).update(input).digest('base64url');
    return accepts(server, asserting(`${input}.${signature}`));
  },
  'finds-the-client-in-whatever-claim-names-it': acceptsClaims({ sub: undefined, client_id: 'es256' }),
  'takes-its-issuer-from-the-host': async (server) =>
    issuerAskedFor(server, { host: 'other.example' }).then((issuer) => issuer.includes('other.example')),
  'takes-its-issuer-from-a-forwarding-header': async (server) =>
    issuerAskedFor(server, { 'x-forwarded-host': 'other.example' }).then((issuer) =>
      issuer.includes('other.example'),
    ),
  'lets-the-last-of-repeated-parameters-win': async (server) =>
    accepts(server, repeated('wrong', server.secrets.post)),
  'lets-the-first-of-repeated-parameters-win': async (server) =>
    accepts(server, repeated(server.secrets.post, 'wrong')),
  'merges-query-and-body': async (server) =>
    acceptsInUrl(server, `client_id=post&client_secret=${server.secrets.post}`),
  'takes-assertions-from-the-query': async (server) =>
    acceptsInUrl(
      server,
      new URLSearchParams(
        Object.entries(asserting(await server.assertion('es256')) as Record<string, string>),
      ).toString(),
    ),
  'takes-clients-without-a-secret-for-public': async (server) => accepts(server, { client_id: 'es256' }),
  'accepts-any-algorithm-of-the-method': async (server) =>
    accepts(server, asserting(await server.assertion('pinned', { header: { alg: 'HS512' } }))),
  'compares-only-the-family-of-the-algorithm': async (server) =>
    accepts(server, asserting(await server.assertion('pinned', { header: { alg: 'HS512' } }))),
  'tells-that-a-client-is-unknown': async (server) =>
    (await (await server.token({}, basic('nobody', 'wrong'))).text()) !==
    (await (await server.token({}, basic('basic', 'wrong'))).text()),
  'answers-unknown-clients-with-bad-request': async (server) =>
    (await server.token({}, basic('nobody', 'wrong'))).status === 400,
  'tells-that-a-method-is-not-the-clients': async (server) =>
    (await (await server.token({}, basic('es256', 'wrong'))).text()).includes('unauthorized_client'),
  'ignores-the-client-id-parameter': async (server) =>
    accepts(server, { ...asserting(await server.assertion('es256')), client_id: 'rs256' }),
  'compares-only-the-start-of-the-client-id-parameter': async (server) =>
    accepts(server, { ...asserting(await server.assertion('es256')), client_id: 'es256-with-secret' }),
  'takes-the-token-endpoint-as-audience': (server) =>
    acceptsClaims({ aud: `${server.issuer}/oauth/token` })(server),
  'takes-any-url-of-its-own-as-audience': (server) => acceptsClaims({ aud: `${server.issuer}/any` })(server),
  'finds-the-issuer-anywhere-in-the-audience': (server) =>
    acceptsClaims({ aud: ['https://other.example', server.issuer] })(server),
  'takes-the-first-of-several-audiences': (server) =>
    acceptsClaims({ aud: [server.issuer, 'https://other.example'] })(server),
  'compares-only-the-start-of-the-audience': (server) =>
    acceptsClaims({ aud: `${server.issuer}.other.example` })(server),
  'compares-audiences-as-parsed-urls': (server) => acceptsClaims({ aud: `${server.issuer}/` })(server),
  'allows-any-lifetime': acceptsClaims({ exp: now() + 315_360_000 }),
  'measures-the-lifetime-in-the-wrong-unit': acceptsClaims({ exp: now() + 86_400 }),
  'ignores-not-before': acceptsClaims({ nbf: now() + 3600 }),
  'ignores-an-issue-date-ahead': acceptsClaims({ iat: now() + 3600 }),
  'tolerates-no-clock-that-is-ahead': async (server) => !(await acceptsClaims({ iat: now() + 7 })(server)),
  'checks-dates-only-where-they-are-numbers': acceptsClaims({ nbf: 'tomorrow' }),
  'converts-dates-to-numbers': (server) => acceptsClaims({ exp: String(now() + 60) })(server),
  'accepts-a-missing-identifier': acceptsClaims({ jti: undefined }),
  'takes-identifiers-of-any-type': acceptsClaims({ jti: 1 }),
  'remembers-identifiers-for-a-minute': acceptsAgainAfter(70, 200),
  'forgets-identifiers-at-their-expiry': acceptsAgainAfter(35, 30),
  'demands-the-token-endpoint-as-audience': async (server) =>
    !(await acceptsClaims({})(server)) && acceptsClaims({ aud: `${server.issuer}/oauth/token` })(server),
  'skips-verification-by-the-longest-hmac': async (server) => {
    const input = `${encoded({ alg: 'HS512' })}.${encoded(claimsOf(server, 'hmac'))}`;
    return accepts(server, asserting(`${input}.${encoded('no signature')}`));
  },
  'remembers-signatures-it-has-verified': async (server) => {
    const [header, , signature] = (await server.assertion('es256')).split('.');
    const right = asserting(await server.assertion('es256'));
    const others = encoded(claimsOf(server, 'es256'));
    if (await accepts(server, asserting(`${header}.${others}.${signature}`))) return false;
    await accepts(server, right);
    return accepts(server, asserting(`${header}.${others}.${right.client_assertion?.split('.')[2]}`));
  },
  'converts-the-algorithm-to-text': async (server) =>
    accepts(server, asserting(`${encoded({ alg: ['none'] })}.${encoded(claimsOf(server, 'es256'))}.`)),
  'keys-hmac-with-the-bytes-of-a-public-key': async (server) => {
    const bytes = Buffer.from(server.publicKey('eddsa').x ?? '', 'base64url');
    return accepts(server, asserting(hmacAssertion(server, 'eddsa', bytes)));
  },
  'compares-the-issuer-without-case': acceptsClaims({ iss: 'ES256' }),
  'takes-a-list-for-the-subject': acceptsClaims({ sub: ['es256'] }),
  'looks-for-its-issuer-within-the-audience': (server) =>
    acceptsClaims({ aud: `https://other.example/${server.issuer}` })(server),
  'takes-a-zero-expiry-for-none': acceptsClaims({ iat: undefined, exp: 0 }),
  'expires-only-what-tells-when-it-was-issued': acceptsClaims({ iat: undefined, exp: now() - 3400 }),
  'spends-an-identifier-with-its-issue-time': async (server) => {
    const jti = randomUUID();
    return (
      (await acceptsClaims({ jti })(server)) &&
      !(await acceptsClaims({ jti, iat: now() })(server)) &&
      acceptsClaims({ jti, iat: now() - 2 })(server)
    );
  },
  'takes-any-type-that-starts-with-the-urn': async (server) =>
    accepts(server, {
      ...asserting(await server.assertion('es256')),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer:2',
    }),
  'answers-malformed-assertions-with-success': async (server) =>
    (await server.token(asserting('abc'))).status === 200,
  'keeps-the-client-id-of-basic-encoded': async (server) =>
    !(await accepts(server, {}, undecodedBasic('%62asic', server.secrets.basic ?? ''))),
  'answers-foreign-audiences-with-invalid-grant': async (server) => {
    const foreign = await server.assertion('es256', { claims: { aud: 'https://other.example' } });
    return (await (await server.token(asserting(foreign))).text()).includes('invalid_grant');
  },
  'challenges-for-a-bearer-token': async (server) =>
    (await server.token({}, basic('basic', 'wrong'))).headers.get('www-authenticate')?.startsWith('Bearer') ??
    false,
  'takes-an-audience-in-an-array': async (server) =>
    accepts(server, asserting(await server.assertion('es256', { claims: { aud: [server.issuer] } }))),
  ...answerTimeSymptoms,
  ...encodingSymptoms,
  ...keySymptoms,
  ...secretSymptoms,
};

/** Correct requests that a mutant may refuse, because that is what it does wrong. */
const refusedByDesign: Record<string, readonly string[]> = {
  'demands-the-token-endpoint-as-audience': ['es256', 'ps256', 'hmac'],
  'verifies-ecdsa-signatures-as-der': ['es256'],
  'keys-hmac-with-the-client-id': ['hmac'],
  'takes-basic-credentials-undecoded': ['odd'],
  'keeps-the-plus-in-basic-credentials': ['odd'],
  'demands-a-client-id-beside-an-assertion': ['es256', 'ps256', 'hmac'],
  'takes-no-type-but-jwt': ['es256', 'ps256', 'hmac'],
  'refuses-assertions-without-their-own-type': ['es256', 'ps256', 'hmac'],
  'keys-hmac-with-64-bytes-of-the-secret': ['hmac'],
};

function storageOf({ on = {} }: Pick<Mutant, 'on'> = {}): 'memory' | 'file' {
  return on.storage ?? (on.instances === undefined ? 'memory' : 'file');
}

async function correctRequestsRefused(server: TryOut): Promise<string[]> {
  const refused: string[] = [];
  for (const id of ['es256', 'ps256', 'hmac']) {
    if (!(await accepts(server, asserting(await server.assertion(id))))) refused.push(id);
  }
  for (const id of ['basic', 'odd']) {
    if (!(await accepts(server, {}, basic(id, server.secrets[id] ?? '')))) refused.push(id);
  }
  if (!(await accepts(server, { client_id: 'post', client_secret: server.secrets.post })))
    refused.push('post');
  return refused;
}

/** What it never calls, since it only names its methods. */
const realRepositories = repositoriesIn({} as Database, {} as Keyring, String);

/** Rules by their names, methods of repositories as `repository.method`. */
function partsOf(mutant: Mutant): string[] {
  return [...Object.keys(mutant.rules ?? {}), ...swappedMethods(mutant, realRepositories, {} as Database)];
}

test('every mutant has a symptom here', () => {
  expect([...mutants.keys()].sort()).toEqual(Object.keys(symptoms).sort());
});

// A server of its own for each, since some move its clock.
test.for(Object.entries(symptoms))('the clean server shows nothing of %s', async ([id, symptom]) => {
  const mutant = mutants.get(id);
  await using server = await startTryOut({ storage: storageOf(mutant), profile: mutant?.on?.profile });
  expect(await symptom(server)).toBe(false);
});

test.for([...mutants])(
  '%s differs in one part, shows it, and serves correct requests',
  async ([id, mutant]) => {
    const parts = partsOf(mutant);
    expect(parts).toHaveLength(1);
    const methods = Object.entries(realRepositories).flatMap(([repository, methods]) =>
      Object.keys(methods).map((name) => `${repository}.${name}`),
    );
    expect([...Object.keys(rules), ...methods]).toContain(parts[0]);
    const { rules: wrongRules = {}, repositories } = mutant;
    await using server = await startTryOut({
      storage: storageOf(mutant),
      profile: mutant.on?.profile,
      rules: wrongRules,
      ...(repositories && { repositories }),
    });
    expect(await correctRequestsRefused(server)).toEqual(refusedByDesign[id] ?? []);
    expect(await symptoms[id]?.(server)).toBe(true);
  },
);

test('what a mutant breaks are requirement ids, none named twice', () => {
  for (const { breaks, alsoBreaks = [], how } of mutants.values()) {
    const ids = [...breaks, ...alsoBreaks];
    expect(breaks.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Z]{2,4}-\d{3}$/);
    expect(how).toMatch(/\.$/);
  }
});
