import type { RequestHandler } from 'express';
import { RequestRefused } from '../errors.ts';
import { authorizationCode } from '../grants/authorization-code.ts';
import { clientCredentials } from '../grants/client-credentials.ts';
import type { GrantHandler } from '../grants/granted.ts';
import { refreshToken } from '../grants/refresh-token.ts';
import { accessTokenSeconds, issueAccessToken, issueRefreshToken } from '../issue-tokens.ts';
import type { GrantType } from '../rules/grants.ts';
import type { Services } from '../services.ts';
import { clientRequest } from './form.ts';

const handlers: Record<GrantType, GrantHandler> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
};

/** The token endpoint (RFC 6749 §3.2). Members that it does not know are ignored. */
export function token(services: Services): RequestHandler {
  const { rules } = services;
  return async (req, res) => {
    const request = await clientRequest(req, services);
    const authenticated = await rules.callerOfToken(services, request);
    const { client } = authenticated;
    const grantType = request.form.get('grant_type');
    if (grantType === undefined) throw new RequestRefused('invalid_request', 'The grant_type is missing.');
    if (!Object.hasOwn(handlers, grantType)) {
      throw new RequestRefused('unsupported_grant_type', 'There is no such grant.');
    }
    if (!rules.grantAllowed(client, grantType)) {
      throw new RequestRefused('unauthorized_client', 'The client may not use this grant.');
    }
    const granted = await handlers[grantType as GrantType](services, client, request.form);
    const scope = rules.scopeAnswered(granted.scope);
    res.set('Cache-Control', rules.tokenCaching(grantType)).json({
      access_token: await issueAccessToken(services, authenticated, granted),
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      ...(rules.refreshTokenDue(client, granted.grantId)
        ? { refresh_token: await issueRefreshToken(services, granted) }
        : {}),
      ...(scope === undefined ? {} : { scope }),
    });
  };
}
