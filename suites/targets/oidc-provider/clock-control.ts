import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

/** Milliseconds since the epoch, and a way to move them forward; `advance` answers what it then is. */
export type Clock = { now(): Promise<number>; advance(seconds: number): Promise<number> };

/** The time of this process. oidc-provider reads every time through `Date.now`, so its own code stays as it is. */
export function clockOfThisProcess(): Clock {
  const machineTime = Date.now;
  let offsetMs = 0;
  Date.now = () => machineTime() + offsetMs;
  return {
    now: async () => Date.now(),
    advance: async (seconds) => {
      offsetMs += seconds * 1000;
      return Date.now();
    },
  };
}

/** Moves a clock forward on request: `GET` answers `{ now }`, `POST { advanceSeconds }` moves it. */
export function clockControl(token: string, clock: Clock): Server {
  return createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (!bears(request, token))
      return answer(401, { error: 'the control token is wanted as a bearer token' });
    if (request.method !== 'POST') return answer(200, { now: await clock.now() });
    const seconds = await advanceSecondsOf(request);
    if (seconds === undefined)
      return answer(400, { error: '{"advanceSeconds": a number, not negative} is wanted' });
    return answer(200, { now: await clock.advance(seconds) });
  });
}

export function bears(request: IncomingMessage, token: string): boolean {
  const sent = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

async function advanceSecondsOf(request: IncomingMessage): Promise<number | undefined> {
  try {
    const { advanceSeconds } = (await json(request)) as { advanceSeconds?: unknown };
    return typeof advanceSeconds === 'number' && advanceSeconds >= 0 ? advanceSeconds : undefined;
  } catch {
    return undefined; // not JSON, or cut short: answered with 400
  }
}
