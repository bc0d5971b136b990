import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import { checkAuthorizationRequest } from '../check-authorization-request.ts';
import { RequestRefused } from '../errors.ts';
import type { Services } from '../services.ts';
import { clientRequest } from './form.ts';

/** Long enough for a redirect, too short to be found (RFC 9126 §2.2 suggests 5 to 600 seconds). */
const expiresIn = 60;

/** The pushed authorization request endpoint (RFC 9126 §2). */
export function pushedAuthorization(services: Services): RequestHandler {
  const { rules, clock, pushedRequests } = services;
  return async (req, res) => {
    const request = await clientRequest(req, services);
    const { client } = await rules.callerOfPushedAuthorization(services, request);
    // RFC 9126 §2.1: the first is a member of every authorization request, the second of none that is pushed.
    if (!request.form.has('client_id') || request.form.has('request_uri')) {
      throw new RequestRefused(
        'invalid_request',
        'The client_id is required, and a request_uri is not taken.',
      );
    }
    const checked = checkAuthorizationRequest(services, client, request.form);
    const requestUri = `urn:ietf:params:oauth:request_uri:${randomBytes(32).toString('base64url')}`;
    await pushedRequests.push(requestUri, checked, clock.now() + expiresIn * 1000);
    res.status(201).json({ request_uri: requestUri, expires_in: expiresIn });
  };
}
