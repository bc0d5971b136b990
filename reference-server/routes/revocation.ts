import type { RequestHandler } from 'express';
import { RequestRefused } from '../errors.ts';
import { endToken, issuedToken } from '../issued-token.ts';
import type { Services } from '../services.ts';
import { clientRequest } from './form.ts';

/** The revocation endpoint (RFC 7009 §2). A token that is unknown is as dead as the client wants it (§2.2). */
export function revocation(services: Services): RequestHandler {
  const { rules } = services;
  return async (req, res) => {
    const request = await clientRequest(req, services);
    const { client } = await rules.callerOfRevocation(services, request);
    const presented = request.form.get('token');
    if (presented === undefined) throw new RequestRefused('invalid_request', 'The token is missing.');
    const token = await issuedToken(services, presented);
    if (token && !rules.revocationAllowed(client, token)) {
      throw new RequestRefused('invalid_grant', 'The token was issued to another client.');
    }
    if (token) await endToken(services, token);
    res.status(200).end();
  };
}
