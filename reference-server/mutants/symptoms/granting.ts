import { createHash, randomBytes } from 'node:crypto';
import { basic, type Form, type TryOut } from '../../try-out.ts';
import { accepts } from './symptom.ts';

export const redirectUri = 'https://client.example/cb';
/** Whom codes are for, where nobody else is named. */
export const owner = 'basic';

export const headersOf = ({ secrets }: TryOut, id = owner) => basic(id, secrets[id] ?? '');

export interface Tokens {
  access_token: string;
  refresh_token: string;
}

/** The form that redeems a code of the client's. */
export async function minted(server: TryOut, client_id = owner): Promise<Form> {
  const verifier = randomBytes(32).toString('base64url');
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const answer = await server.control('/codes', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id, redirect_uri: redirectUri, scope: 'api', code_challenge }),
  });
  const { code } = (await answer.json()) as { code: string };
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
}

export async function tokens(server: TryOut, form: Form): Promise<Tokens> {
  return (await (await server.token(form, headersOf(server))).json()) as Tokens;
}

export const granted = async (server: TryOut) => tokens(server, await minted(server));
export const refreshing = ({ refresh_token }: Tokens): Form => ({
  grant_type: 'refresh_token',
  refresh_token,
});
export const refreshes = (server: TryOut, given: Tokens) =>
  accepts(server, refreshing(given), headersOf(server));

/** By introspection, of somebody who may present anything. */
export async function isLive(server: TryOut, token: string, headers?: Record<string, string>) {
  const answer = await server.post('introspect', { token }, headers);
  return ((await answer.json()) as { active?: boolean }).active === true;
}
