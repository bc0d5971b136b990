import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { bears } from '../oidc-provider/clock-control.ts';
import type { AdminApi } from './admin-api.ts';

/**
 * What capability admin asks for, by Glewlwyd's own API.
 * @param signIn as an administrator who may grant every scope; a session ends soon by the clock, so each request has its own
 */
export function control(token: string, issuer: string, signIn: () => Promise<AdminApi>): Server {
  return createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (!bears(request, token))
      return answer(401, { error: 'the control token is wanted as a bearer token' });
    const [, folder, id = '', change] = (request.url ?? '').split('/');
    try {
      const admin = await signIn();
      if (folder === 'codes')
        return answer(201, { code: await mintCode(admin, issuer, await wanted(request)) });
      if (folder !== 'clients' || (change !== 'disable' && change !== 'enable'))
        return answer(404, { error: 'there is nothing here' });
      await setEnabled(admin, decodeURIComponent(id), change === 'enable');
      answer(200, {});
    } catch (error) {
      answer(400, { error: String(error) });
    }
  });
}

async function setEnabled(admin: AdminApi, id: string, enabled: boolean): Promise<void> {
  const path = `/client/${encodeURIComponent(id)}`;
  const client = (await (await admin.send('GET', path)).json()) as object;
  await admin.send('PUT', path, { ...client, enabled });
}

type Wanted = { client_id: string; redirect_uri: string; scope?: string; code_challenge: string };

async function wanted(request: IncomingMessage): Promise<Wanted> {
  return (await json(request)) as Wanted;
}

/** As a browser comes by it: its user consents, and the authorization endpoint sends it on with the code. */
async function mintCode(admin: AdminApi, issuer: string, { client_id, scope = '', ...rest }: Wanted) {
  await admin.send('PUT', `/auth/grant/${encodeURIComponent(client_id)}`, { scope });
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id, scope, ...rest },
    ...{ code_challenge_method: 'S256', nonce: 'of-no-use-here' },
  });
  const location = await admin.locationOf(`${issuer}/auth?${query}&g_continue`);
  const code = new URL(location).searchParams.get('code');
  if (code) return code;
  throw new Error(`no code was given, but ${location}`);
}
