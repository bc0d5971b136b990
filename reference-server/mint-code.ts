import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import * as z from 'zod';
import { checkAuthorizationRequest } from './check-authorization-request.ts';
import { RequestRefused } from './errors.ts';
import { codeLifetime, grantLifetime } from './rules/codes.ts';
import type { Services } from './services.ts';
import type { AuthorizationRequest } from './storage/pushed-requests.ts';

const MintRequest = z.strictObject({
  client_id: z.string(),
  /** Who is taken to have signed in and consented. */
  subject: z
    .string()
    .regex(/^[^\0]+$/)
    .default('somebody'),
  /** A pushed request, in place of the members below. */
  request_uri: z.string().exactOptional(),
  redirect_uri: z.string().exactOptional(),
  scope: z.string().exactOptional(),
  code_challenge: z.string().exactOptional(),
});
type MintRequest = z.output<typeof MintRequest>;

/** An authorization code (RFC 6749 §4.1.2) as if somebody had signed in and consented, until there is a sign-in. */
export function mintCode(services: Services): RequestHandler {
  const { clock, grants, authorizationCodes } = services;
  return async (req, res) => {
    const wanted = MintRequest.safeParse(req.body);
    if (!wanted.success) {
      throw new RequestRefused('invalid_request', 'client_id, redirect_uri and code_challenge are wanted.');
    }
    const { redirectUri, scope, codeChallenge, clientId } = await requestFor(services, wanted.data);
    const now = clock.now();
    const grantId = randomUUID();
    await grants.record({
      ...{ id: grantId, clientId, subject: wanted.data.subject, scope },
      ...{ grantedAt: now, expiresAt: now + grantLifetime },
    });
    const code = randomBytes(32).toString('base64url');
    await authorizationCodes.record(code, {
      ...{ grantId, redirectUri, codeChallenge, expiresAt: now + codeLifetime },
    });
    res.status(201).json({ code, expires_in: codeLifetime / 1000 });
  };
}

async function requestFor(services: Services, wanted: MintRequest): Promise<AuthorizationRequest> {
  const { client_id, request_uri, subject: _, ...members } = wanted;
  const client = await services.clients.find(client_id);
  if (!client) throw new RequestRefused('invalid_request', 'There is no such client.');
  if (request_uri === undefined) {
    const form = { response_type: 'code', code_challenge_method: 'S256', ...members };
    return checkAuthorizationRequest(services, client, new Map(Object.entries(form)));
  }
  const pushed = await services.pushedRequests.take(request_uri, client.id, services.clock.now());
  if (!pushed) throw new RequestRefused('invalid_request', 'The request_uri is unknown, used or past.');
  return pushed;
}
