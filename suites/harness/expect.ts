import { AssertionError } from 'node:assert';
import type { RaceOutcome } from './oauth/race-outcome.ts';
import { describeReply, type Reply } from './oauth/reply.ts';
import { ControlFailed, Untestable } from './outcomes.ts';

/** The request that must succeed in the same case. @throws ControlFailed */
export async function control(sent: Reply | Promise<Reply>): Promise<Reply> {
  const reply = await sent;
  reply.exchange.role = 'control';
  if (reply.kind !== 'accepted')
    throw new ControlFailed(`the control was not accepted: ${describeReply(reply)}`);
  return reply;
}

/** Fails where the target accepted; where its answer is not about the client, nothing is proven. */
export function expectRefused(reply: Reply): void {
  if (reply.kind === 'accepted')
    fail(`accepted, must be refused: ${describeReply(reply)}`, 'refused', 'accepted');
  if (reply.kind !== 'refused')
    throw new Untestable(`the answer says nothing about the client: ${describeReply(reply)}`);
}

/** A line of a stack trace, of whichever language, or a database's own words (ASVS 16.5.1). */
const inside = new RegExp(
  [
    String.raw`\bat \S.{0,200}:(line )?\d+(:\d+)?\)`, // Node.js, Java
    String.raw`\bat .{1,200} in .{1,200}:line \d+`, // .NET
    String.raw`Traceback \(most recent call last\)|File "[^"]+", line \d+`, // Python
    String.raw`\.(rb:\d+:in|php on line \d|php:\d|go:\d+ \+0x)|\bgoroutine \d+ \[`,
    String.raw`\bSQLSTATE\b|\bORA-\d{5}\b|\bSQLITE_[A-Z]+\b|syntax error at or near`,
  ].join('|'),
);

/** For malformed input: refused by an error that names the request wrong (RFC 6749 §5.2), not by a fault of the server. */
export function expectClientError(reply: Reply): void {
  if (reply.kind === 'accepted') expectRefused(reply);
  if (reply.kind !== 'refused' && (reply.status === 429 || reply.status >= 500))
    throw new Untestable(`not answered now: ${describeReply(reply)}`);
  if (reply.status >= 500)
    fail(`a server fault instead of a client error: ${describeReply(reply)}`, '4xx', reply.status);
  if (reply.status < 400) fail(`no error status: ${describeReply(reply)}`, '4xx', reply.status);
  if (reply.error === null) fail(`no OAuth error answer: ${describeReply(reply)}`, 'an error', null);
  if (inside.test(reply.body))
    fail(`tells the inside of the server: ${describeReply(reply)}`, 'an error', 'a trace of it');
}

/** For a refusal that another requirement judges: where it is none, nothing is proven here. */
export function requireRefused(reply: Reply): void {
  if (reply.kind !== 'refused')
    throw new Untestable(`was not refused, which other requirements judge: ${describeReply(reply)}`);
}

/** For a replay that shows what an identifier is scoped to: where none is ever spent, nothing is. */
export function requireSpent(replay: Reply): void {
  if (replay.kind === 'accepted')
    throw new Untestable(`no identifier is ever spent here: ${describeReply(replay)}`);
}

/**
 * For how a refusal looks, or whether two look alike: what says nothing about the client can't tell it, nor can a fault
 * that did not repeat; what was accepted, others judge.
 */
export function requireComparable(reply: Reply): void {
  if (reply.kind === 'accepted') requireRefused(reply);
  const isPassingFault = reply.kind !== 'refused' && reply.status >= 500;
  if (reply.status === 429 || reply.status === 503 || isPassingFault)
    throw new Untestable(`not answered now: ${describeReply(reply)}`);
}

/** For requirements about acceptance; elsewhere a success is a `control`. */
export function expectAccepted(reply: Reply): void {
  if (reply.kind === 'accepted') {
    reply.exchange.role = 'control'; // what a probe after it is compared with
    return;
  }
  if (reply.kind === 'other')
    throw new Untestable(`the answer says nothing about the client: ${describeReply(reply)}`);
  fail(`refused, must be accepted: ${describeReply(reply)}`, 'accepted', reply.kind);
}

/** A token for the right client: `expectAccepted` at the token endpoint. */
export function expectToken(reply: Reply): string {
  expectAccepted(reply);
  return String(reply.json?.access_token);
}

/**
 * Exactly one may win. Two are a violation, none an availability defect; a lost connection or a fault proves neither, and
 * where nobody else was refused, nobody is known to have raced.
 */
export function expectOneWinner({ ok, refused, unknown, other }: RaceOutcome): void {
  const counts = `${ok.length} accepted, ${refused.length} refused, ${unknown} unknown`;
  if (ok.length > 1) fail(`raced, accepted more than once: ${counts}`, 1, ok.length);
  if (other[0])
    throw new Untestable(`an answer in the race says nothing about the client: ${describeReply(other[0])}`);
  if (ok.length === 0 && unknown > 0) throw new Untestable(`no winner is known: ${counts}`);
  if (ok.length === 0) fail(`raced, nobody was accepted: ${counts}`, 1, 0);
  if (refused.length === 0) throw new Untestable(`nobody is known to have lost: ${counts}`);
}

function fail(message: string, expected: unknown, actual: unknown): never {
  throw new AssertionError({ message, expected, actual, stackStartFn: fail });
}
