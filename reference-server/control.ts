import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import * as z from 'zod';
import { bareApp, methodNotAllowed, notFound, refuse } from './app.ts';
import type { AdjustableClock } from './clock.ts';
import { RequestRefused } from './errors.ts';
import { mintCode } from './mint-code.ts';
import { purge, reset } from './purge.ts';
import { refusalOf } from './rules/refusals.ts';
import type { Services } from './services.ts';

const tenYears = 315_360_000;
const Advance = z.strictObject({ advanceSeconds: z.number().nonnegative().max(tenYears) });

/** Lets a tester steer the server. A listener of its own, so that it can't be reached by the public's address. */
export function createControlApp(services: Services, clock: AdjustableClock, bearerToken: string): Express {
  const { clients, log } = services;
  const postOnly = methodNotAllowed('POST');
  const app = bareApp(clock);
  app.use(requireBearer(bearerToken), express.json());
  app
    .route('/clock')
    .get((_req, res) => {
      res.json({ now: clock.now() });
    })
    .post(async (req, res) => {
      const wanted = Advance.safeParse(req.body);
      if (!wanted.success) {
        throw new RequestRefused('invalid_request', 'advanceSeconds is wanted, a number from 0 up.');
      }
      clock.advance(wanted.data.advanceSeconds * 1000);
      await services.clockOffset.raise(clock.offset);
      const now = clock.now();
      // The timer of the purge runs in real time, and what it would have removed meanwhile has to be gone.
      await purge(services);
      res.set('Date', new Date(now).toUTCString()).json({ now });
    })
    .all(methodNotAllowed('GET, HEAD, POST'));
  app
    .route('/reset')
    .post(async (_req, res) => {
      await reset(services);
      res.status(204).end();
    })
    .all(postOnly);
  app
    .route('/clients/:id/disable')
    .post(clientState((id) => clients.disable(id, clock.now())))
    .all(postOnly);
  app
    .route('/clients/:id/enable')
    .post(clientState((id) => clients.enable(id)))
    .all(postOnly);
  app.route('/codes').post(mintCode(services)).all(postOnly);
  app.route('/audit').get(auditExport(services)).all(methodNotAllowed('GET, HEAD'));
  app.use(notFound);
  app.use(refuse(refusalOf, log));
  return app;
}

function clientState(change: (id: string) => Promise<boolean>): RequestHandler<{ id: string }> {
  return async (req, res, next) => {
    if (!(await change(req.params.id))) return next('route');
    res.status(204).end();
  };
}

/** JSON lines, oldest first; `?since=` is a time in epoch milliseconds. Holds no credential (see AuditEvent). */
function auditExport({ auditEvents }: Services): RequestHandler {
  return async (req, res) => {
    const since = Number(new URL(req.url, 'http://control').searchParams.get('since') ?? 0);
    if (!Number.isSafeInteger(since)) {
      throw new RequestRefused('invalid_request', 'since is a time in epoch milliseconds.');
    }
    const events = await auditEvents.since(since);
    res.type('application/jsonl').send(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  };
}

function requireBearer(expected: string): RequestHandler {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expectedDigest = digest(`Bearer ${expected}`);
  return (req, res, next) => {
    if (timingSafeEqual(digest(req.headers.authorization ?? ''), expectedDigest)) return next();
    res.status(401).set('WWW-Authenticate', 'Bearer realm="control"');
    res.json({ error: 'invalid_token', error_description: 'The control token is wanted.' });
  };
}
