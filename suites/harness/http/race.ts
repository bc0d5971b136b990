import { setTimeout as delay } from 'node:timers/promises';
import {
  type Answer,
  answerOf,
  NoAnswer,
  type OutgoingRequest,
  openRequest,
  type TimeLimits,
} from './send.ts';

/** Time for every server to read all but the last byte: measured, see docs/decisions/003. */
const settleMs = 15;

export type RaceResult = {
  /** In the order of the requests; NoAnswer where the connection was lost, so what happened is unknown. */
  answers: (Answer | NoAnswer)[];
  /** Between the first and the last release of a final byte. */
  releaseSkewMs: number;
};

/**
 * Sends all requests but for their last byte over connections of their own, then releases the last bytes together
 * (HTTP/1.1 last-byte synchronisation). Every request needs a body.
 */
export async function sendTogether(
  outgoing: OutgoingRequest[],
  limits: TimeLimits,
  signal: AbortSignal,
): Promise<RaceResult> {
  signal.throwIfAborted();
  const racers = outgoing.map((one) => ({ ...one, body: Buffer.from(one.body ?? '') }));
  if (racers.some(({ body }) => body.length < 2)) {
    throw new TypeError('a raced request needs a body of two bytes at least');
  }
  const opened = racers.map(({ body, ...one }) => {
    const request = openRequest({ ...one, body });
    const answer = answerOf(request, one.url, limits, signal).catch((error: unknown) => {
      if (error instanceof NoAnswer) return error;
      throw error;
    });
    const held = new Promise<void>((resolve) => request.write(body.subarray(0, -1), () => resolve()));
    return { request, answer, ready: Promise.race([held, answer]), last: body.subarray(-1) };
  });
  await Promise.all(opened.map(({ ready }) => ready));
  await delay(settleMs, undefined, { signal });

  const started = performance.now();
  for (const { request, last } of opened) request.end(last);
  const releaseSkewMs = performance.now() - started;
  return { answers: await Promise.all(opened.map(({ answer }) => answer)), releaseSkewMs };
}
