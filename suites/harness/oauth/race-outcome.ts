import type { RecordedExchange } from '../evidence/recorder.ts';
import type { Exchanged } from '../exchange.ts';
import { type Answer, NoAnswer, type OutgoingRequest } from '../http/send.ts';
import type { Reply } from './reply.ts';

export type RaceOutcome = {
  ok: Reply[];
  refused: Reply[];
  other: Reply[];
  /** Connections lost, so what the target did is unknown. */
  unknown: number;
  releaseSkewMs: number;
};

/** A request that is ready to go, and how its answer is judged. */
export type PreparedCall = {
  request: OutgoingRequest;
  judge(answer: Answer, exchange: RecordedExchange): Reply;
};

/** Who won and who lost, of calls that were sent together. */
export function raceOutcomeOf(
  calls: readonly PreparedCall[],
  { results, releaseSkewMs }: { results: readonly Exchanged[]; releaseSkewMs: number },
): RaceOutcome {
  const replies: Reply[] = [];
  let unknown = 0;
  calls.forEach(({ judge }, index) => {
    const result = results[index];
    if (!result || result.answer instanceof NoAnswer) unknown++;
    else replies.push(judge(result.answer, result.exchange));
  });
  const of = (...kinds: Reply['kind'][]) => replies.filter(({ kind }) => kinds.includes(kind));
  return {
    ok: of('accepted'),
    refused: of('refused'),
    other: of('other', 'fault'),
    unknown,
    releaseSkewMs,
  };
}
