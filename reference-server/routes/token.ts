import type { RequestHandler } from 'express';
import * as z from 'zod';
import { authenticateClient } from '../authenticate-client.ts';
import { RequestRefused } from '../errors.ts';
import { accessTokenSeconds, issueAccessToken } from '../issue-access-token.ts';
import type { Services } from '../services.ts';
import { clientRequest } from './form.ts';

/** Other members are ignored, as RFC 6749 §3.2 wants. */
const TokenRequest = z.object({ grant_type: z.string(), scope: z.string().optional() });

/** The token endpoint (RFC 6749 §3.2, §4.4). */
export function token(services: Services): RequestHandler {
  const { rules } = services;
  return async (req, res) => {
    const request = clientRequest(req);
    const { client } = await authenticateClient(services, request);
    const wanted = TokenRequest.safeParse(Object.fromEntries(request.form));
    if (!wanted.success) throw new RequestRefused('invalid_request', 'The grant_type is missing.');
    const { grant_type, scope: requested } = wanted.data;
    if (grant_type !== 'client_credentials') {
      throw new RequestRefused('unsupported_grant_type', 'The only grant is client_credentials.');
    }
    if (!rules.grantAllowed(client, grant_type)) {
      throw new RequestRefused('unauthorized_client', 'The client may not use this grant.');
    }
    const scope = rules.grantedScope(requested, client)?.join(' ');
    if (scope === undefined) {
      throw new RequestRefused('invalid_scope', 'The scope goes beyond what the client is registered for.');
    }
    res.json({
      access_token: await issueAccessToken(services, client, scope),
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      ...(scope === '' ? {} : { scope }),
    });
  };
}
