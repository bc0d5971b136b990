import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Clock } from './clock.ts';
import { jwks, metadata } from './routes/discovery.ts';
import { formBody } from './routes/form.ts';
import { introspection } from './routes/introspection.ts';
import { pushedAuthorization } from './routes/pushed-authorization.ts';
import {
  deleteRegistration,
  initialAccess,
  jsonBody,
  readRegistration,
  registration,
} from './routes/registration.ts';
import { revocation } from './routes/revocation.ts';
import { token } from './routes/token.ts';
import type { Log, Services } from './services.ts';

/** The public listener's routes, under the issuer's path. */
export function createApp(services: Services): Express {
  const path = new URL(services.issuer).pathname.replace(/\/$/, '');
  const app = bareApp(services.clock);
  app
    .route(`${path}/oauth/token`)
    .all(onlyBy(services.rules.tokenMethodAllowed, 'POST'), formBody, token(services));
  app.route(`${path}/oauth/introspect`).post(formBody, introspection(services)).all(methodNotAllowed('POST'));
  app.route(`${path}/oauth/revoke`).post(formBody, revocation(services)).all(methodNotAllowed('POST'));
  app.route(`${path}/oauth/par`).post(formBody, pushedAuthorization(services)).all(methodNotAllowed('POST'));
  if (services.registration) {
    app
      .route(`${path}/oauth/register`)
      .post(initialAccess(services, services.registration), jsonBody, registration(services))
      .all(methodNotAllowed('POST'));
    app
      .route(`${path}/oauth/register/:id`)
      .get(readRegistration(services))
      .delete(deleteRegistration(services))
      .all(methodNotAllowed('GET, HEAD, DELETE'));
  }
  app.route(`${path}/oauth/jwks`).get(jwks(services)).all(methodNotAllowed('GET, HEAD'));
  // RFC 8414 §3.1: the issuer's path goes behind the well-known one.
  app
    .route(`/.well-known/oauth-authorization-server${path}`)
    .get(metadata(services))
    .all(methodNotAllowed('GET, HEAD'));
  app.use(notFound);
  app.use(refuse(services.rules.refusalOf, services.log));
  return app;
}

/** Nothing guessed and nothing told: no query, no trust in forwarding headers, no banner, the clock's own date. */
export function bareApp(clock: Clock): Express {
  const app = express();
  for (const setting of ['x-powered-by', 'etag', 'query parser', 'trust proxy']) app.set(setting, false);
  app.enable('case sensitive routing').enable('strict routing');
  app.use((_req, res, next) => {
    res.set({
      Date: new Date(clock.now()).toUTCString(),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });
  return app;
}

/** Goes on where the request's method is allowed. */
function onlyBy(allowed: (method: string) => boolean, allow: string): RequestHandler {
  return (req, res, next) => (allowed(req.method) ? next() : methodNotAllowed(allow)(req, res, next));
}

/** RFC 9110 §15.5.6 */
export function methodNotAllowed(allow: string): RequestHandler {
  return (_req, res) => {
    res.status(405).set('Allow', allow);
    res.json({ error: 'invalid_request', error_description: `The method must be ${allow}.` });
  };
}

export const notFound: RequestHandler = (_req, res) => {
  res.status(404).json({ error: 'not_found', error_description: 'There is nothing here.' });
};

/** Turns whatever was thrown into an answer. Faults of our own are told to the operator and not to the caller. */
export function refuse(refusalOf: Services['rules']['refusalOf'], log: Log): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const { status, headers, body } = refusalOf(error);
    if (status >= 500) log(error);
    if (res.headersSent) return next(error);
    res.status(status).set(headers).json(body);
  };
}
