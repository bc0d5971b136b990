import express, { type Request, type RequestHandler } from 'express';
import { management, registerClient } from '../clients/register-client.ts';
import { BearerTokenRefused } from '../errors.ts';
import type { Registration, Services } from '../services.ts';

export const jsonBody: RequestHandler = express.json({ limit: 65_536, inflate: false });

/** Comes before the body is read: who may not register is told nothing about it. */
export function initialAccess({ rules }: Services, { tokenDigest }: Registration): RequestHandler {
  return (req, _res, next) => {
    const token = rules.bearerTokenIn(req.headers.authorization);
    if (!rules.registrationAllowed(token, tokenDigest)) throw new BearerTokenRefused();
    next();
  };
}

/** The client registration endpoint (RFC 7591 §3). */
export function registration(services: Services): RequestHandler {
  return async (req, res) => {
    res.status(201).json(await registerClient(services, req.body));
  };
}

/** What a client is registered with, but for its secret (RFC 7592 §2.1). */
export function readRegistration(services: Services): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const token = tokenOf(services, req);
    const metadata = await services.clientRegistrations.find(req.params.id, token);
    if (!metadata) throw new BearerTokenRefused();
    res.json({ ...metadata, ...management(services.issuer, req.params.id, token) });
  };
}

/** The client is gone with the next request (RFC 7592 §2.3). */
export function deleteRegistration(services: Services): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const removed = await services.clientRegistrations.remove(req.params.id, tokenOf(services, req));
    if (!removed) throw new BearerTokenRefused();
    res.status(204).end();
  };
}

function tokenOf({ rules }: Services, { headers }: Request<{ id: string }>): string {
  const token = rules.bearerTokenIn(headers.authorization);
  if (token === undefined) throw new BearerTokenRefused();
  return token;
}
