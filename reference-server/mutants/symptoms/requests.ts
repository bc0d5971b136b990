import { once } from 'node:events';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { asserting, basic, type TryOut } from '../../try-out.ts';
import { accepts, now, type Symptom } from './symptom.ts';

const undecodedBasic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

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

/** How the mutants about credentials, parameters and answers show. */
export const requestSymptoms: Record<string, Symptom> = {
  'falls-back-to-basic': async (server) =>
    accepts(server, {}, basic('es256-with-secret', server.secrets['es256-with-secret'] ?? '')),
  'accepts-any-method-with-a-credential': async (server) =>
    (await accepts(server, asserting(await server.assertion('keyed-basic')))) &&
    accepts(server, { client_id: 'basic', client_secret: server.secrets.basic }),
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
  'answers-a-missing-credential-outside-oauth': async (server) =>
    ((await (await server.token({ client_id: 'basic' })).json()) as { error: string }).error ===
    'Unauthorized',
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
  'hashes-only-72-bytes-of-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: `${server.secrets.post}x` }),
  'keeps-only-255-bytes-of-secrets': async (server) =>
    !(await accepts(server, { client_id: 'post', client_secret: server.secrets.post?.slice(0, 72) })) &&
    accepts(server, { client_id: 'post', client_secret: `${server.secrets.post}x` }),
  'trims-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: ` ${server.secrets.post} ` }),
  'folds-the-case-of-secrets': async (server) =>
    accepts(server, { client_id: 'post', client_secret: server.secrets.post?.toUpperCase() }),
  'believes-the-first-of-several-methods': async (server) =>
    accepts(server, { client_secret: 'wrong' }, basic('basic', server.secrets.basic ?? '')),
  'believes-whichever-credential-is-right': async (server) =>
    accepts(server, asserting(await server.assertion('es256')), basic('es256', 'wrong')),
  'answers-replays-with-invalid-request': async (server) => {
    const form = asserting(await server.assertion('es256'));
    await accepts(server, form);
    return (await server.token(form)).status === 400;
  },
  'answers-a-wrong-secret-with-access-denied': async (server) =>
    (await server.token({}, basic('basic', 'wrong'))).status === 403,
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
  'takes-its-issuer-from-the-host': async (server) =>
    issuerAskedFor(server, { host: 'other.example' }).then((issuer) => issuer.includes('other.example')),
  'takes-its-issuer-from-a-forwarding-header': async (server) =>
    issuerAskedFor(server, { 'x-forwarded-host': 'other.example' }).then((issuer) =>
      issuer.includes('other.example'),
    ),
  'takes-its-issuer-from-the-forwarded-header': async (server) =>
    (await issuerAskedFor(server, { forwarded: 'host=other.example' })).includes('other.example'),
  'takes-its-scheme-from-a-forwarding-header': async (server) =>
    (await issuerAskedFor(server, { 'x-forwarded-proto': 'gopher' })).startsWith('gopher:'),
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
  'takes-any-type-that-starts-with-the-urn': async (server) =>
    accepts(server, {
      ...asserting(await server.assertion('es256')),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer:2',
    }),
  'answers-malformed-assertions-with-success': async (server) =>
    (await server.token(asserting('abc'))).status === 200,
  'keeps-the-client-id-of-basic-encoded': async (server) =>
    !(await accepts(server, {}, undecodedBasic('%62asic', server.secrets.basic ?? ''))),
  'challenges-for-a-bearer-token': async (server) =>
    (await server.token({}, basic('basic', 'wrong'))).headers.get('www-authenticate')?.startsWith('Bearer') ??
    false,
};
