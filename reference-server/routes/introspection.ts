import type { RequestHandler } from 'express';
import { RequestRefused } from '../errors.ts';
import { issuedToken } from '../issued-token.ts';
import type { Services } from '../services.ts';
import { clientRequest } from './form.ts';

/** The introspection endpoint (RFC 7662 §2). A client learns about its own live tokens, and nothing else. */
export function introspection(services: Services): RequestHandler {
  const { rules, clock, issuer } = services;
  return async (req, res) => {
    const request = await clientRequest(req, services);
    const { client } = await rules.callerOfIntrospection(services, request);
    const presented = request.form.get('token');
    if (presented === undefined) throw new RequestRefused('invalid_request', 'The token is missing.');
    const token = await issuedToken(services, presented);
    if (!token || !rules.tokenShownTo(client, token) || !rules.tokenLive(token, clock.now())) {
      res.json({ active: false });
      return;
    }
    res.json({
      active: true,
      iss: issuer,
      sub: token.subject,
      aud: issuer,
      client_id: token.clientId,
      ...(token.scope === '' ? {} : { scope: token.scope }),
      ...(token.kind === 'access' ? { token_type: 'Bearer', jti: token.id } : {}),
      iat: Math.floor(token.issuedAt / 1000),
      exp: Math.floor(token.expiresAt / 1000),
    });
  };
}
