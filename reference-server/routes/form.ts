import express, { type Request, type RequestHandler } from 'express';
import { RequestRefused } from '../errors.ts';
import type { ClientRequest } from '../rules/requests.ts';
import type { Services } from '../services.ts';

const mediaType = 'application/x-www-form-urlencoded';

/** Reads the body as text, so that nothing is lost before `clientRequest` looks at it. 64 kB, uncompressed. */
export const formBody: RequestHandler = express.text({ type: mediaType, limit: 65_536, inflate: false });

/** @throws {RequestRefused} where the body is no form, or a parameter or the Authorization header is repeated */
export async function clientRequest(req: Request, services: Services): Promise<ClientRequest> {
  const { rules, issuer } = services;
  if (req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== mediaType) {
    throw await unreadable(services, `The body must be ${mediaType}.`, 415);
  }
  const [, query = ''] = /\?(.*)$/s.exec(req.originalUrl) ?? [];
  const form = rules.parametersOf({ body: typeof req.body === 'string' ? req.body : '', query });
  if (!form) throw await unreadable(services, 'A parameter is repeated.');
  const [authorization, ...others] = req.headersDistinct.authorization ?? [];
  if (others.length > 0) throw await unreadable(services, 'The Authorization header is repeated.');
  return { authorization, form, issuer: rules.issuerFor(issuer, req.headers, req.path) };
}

/** Ends the authentication before it began, so it is audited like every other; whose it was can't be told for certain. */
async function unreadable({ audit }: Services, message: string, status?: number): Promise<RequestRefused> {
  const nobody = { clientId: undefined, mechanism: undefined, methods: [] };
  await audit({ ...nobody, outcome: 'refused', reason: 'invalid_request' });
  return new RequestRefused('invalid_request', message, status);
}
