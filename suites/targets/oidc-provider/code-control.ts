import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { bears } from './clock-control.ts';

/** Who is taken to have signed in and consented. */
const accountId = 'somebody';

type Wanted = { client_id: string; redirect_uri: string; scope?: string; code_challenge: string };

/**
 * `POST /codes` mints an authorization code as the authorization endpoint does after sign-in and consent: by the provider's
 * own models. Request and answer are those of capability admin; `/clock` is the clock's.
 */
export function codeControl(provider: Provider, token: string, clock: Server): Server {
  return createServer(async (request, response) => {
    if (request.url === '/clock') return clock.emit('request', request, response);
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (!bears(request, token))
      return answer(401, { error: 'the control token is wanted as a bearer token' });
    if (request.url !== '/codes' || request.method !== 'POST')
      return answer(404, { error: 'there is nothing here' });
    const wanted = await wantedBy(request);
    const client = wanted && (await provider.Client.find(wanted.client_id));
    if (!wanted || !client)
      return answer(400, {
        error: 'client_id, redirect_uri and code_challenge are wanted, of a client that exists',
      });
    return answer(201, { code: await mint(provider, client, wanted) });
  });
}

async function mint(provider: Provider, client: object, wanted: Wanted): Promise<string> {
  const {
    client_id: clientId,
    redirect_uri: redirectUri,
    scope = '',
    code_challenge: codeChallenge,
  } = wanted;
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(scope);
  const grantId = await grant.save();
  const code = new provider.AuthorizationCode({
    ...{ accountId, client, grantId, redirectUri, scope },
    ...{ codeChallenge, codeChallengeMethod: 'S256' },
  });
  return code.save();
}

async function wantedBy(request: IncomingMessage): Promise<Wanted | undefined> {
  try {
    const wanted = (await json(request)) as Partial<Record<keyof Wanted, unknown>>;
    const isText = (value: unknown) => typeof value === 'string' && value !== '';
    const complete = [wanted.client_id, wanted.redirect_uri, wanted.code_challenge].every(isText);
    return complete ? (wanted as Wanted) : undefined;
  } catch {
    return undefined; // not JSON, or cut short: answered with 400
  }
}
