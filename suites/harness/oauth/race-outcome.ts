import type { RecordedExchange } from '../evidence/recorder.ts';
import type { Exchanged } from '../exchange.ts';
import { type Answer, NoAnswer, type OutgoingRequest } from '../http/send.ts';
import type { Reply } from './reply.ts';

export type RaceOutcome = {
  ok: Reply[];
  refused: Reply[];
  other: Reply[];
  /** Connections lost, and faults of the target, as of a loser that misses what the winner took: what it did is unknown. */
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
  let lost = 0;
  calls.forEach(({ judge }, index) => {
    const result = results[index];
    if (!result || result.answer instanceof NoAnswer) lost++;
    else replies.push(judge(result.answer, result.exchange));
  });
  const of = (...kinds: Reply['kind'][]) => replies.filter(({ kind }) => kinds.includes(kind));
  return {
    ok: of('accepted'),
    refused: of('refused'),
    other: of('other'),
    unknown: lost + of('fault').length,
    releaseSkewMs,
  };
}
