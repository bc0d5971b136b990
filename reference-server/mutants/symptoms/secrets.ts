import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { asserting, basic, type TryOut } from '../../try-out.ts';
import { claimsOf, encoded, hmacAssertion, signedByHmac } from './hand-made-assertions.ts';
import { accepts, type Symptom } from './symptom.ts';

type Registered = { client_id: string; client_secret?: string };

/** Registers a client for an HMAC; undefined where that is refused. */
async function register(server: TryOut, alg: string, chosen?: string): Promise<Registered | undefined> {
  const answer = await fetch(`${server.url}/oauth/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.initialAccessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      token_endpoint_auth_method: 'client_secret_jwt',
      token_endpoint_auth_signing_alg: alg,
      grant_types: ['client_credentials'],
      client_secret: chosen,
    }),
  });
  return answer.status === 201 ? ((await answer.json()) as Registered) : undefined;
}

async function clientNamedIn(answer: Response): Promise<unknown> {
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  return token && decodeJwt(token).client_id;
}

/** How the mutants show that are about secrets, and about whose a token is. */
export const secretSymptoms: Record<string, Symptom> = {
  'wants-32-bytes-of-secret-for-every-hmac': async (server) => {
    const { client_id: id = '', client_secret: key = '' } = (await register(server, 'HS512')) ?? {};
    return key.length < 64 && accepts(server, asserting(hmacAssertion(server, id, key, { alg: 'HS512' })));
  },
  'fills-chosen-secrets-up-with-zeros': async (server) => {
    const key = 'eightchr';
    const { client_id: id = '' } = (await register(server, 'HS256', key)) ?? {};
    return accepts(server, asserting(hmacAssertion(server, id, key)));
  },
  'accepts-an-empty-secret-by-basic': (server) => accepts(server, {}, basic('basic', '')),
  'takes-the-digest-of-a-secret-for-the-secret': async (server) => {
    const key = createHash('sha256')
      .update(server.secrets.hmac ?? '')
      .digest('base64url');
    return accepts(server, asserting(hmacAssertion(server, 'hmac', key)));
  },
  'names-one-client-for-all-who-send-their-secret': async (server) =>
    (await clientNamedIn(await server.token({ client_id: 'post', client_secret: server.secrets.post }))) !==
    'post',
  'serves-the-first-of-duplicate-subjects': async (server) => {
    const claims = `{"sub":"es256",${JSON.stringify(claimsOf(server, 'hmac')).slice(1)}`;
    const input = `${encoded({ alg: 'HS256' })}.${Buffer.from(claims).toString('base64url')}`;
    const assertion = signedByHmac(input, server.secrets.hmac ?? '');
    return (await clientNamedIn(await server.token(asserting(assertion)))) === 'es256';
  },
};
