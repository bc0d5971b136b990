import type { Answers, Measurement } from '../reports/measurement.ts';
import { answerKinds } from './k6/lib/measures.ts';
import { clientAuth } from './scenarios.ts';
import { latencyIn, type Summary, stormIn, throughputIn } from './summary.ts';

/** How a case under load ended. Whether a miss fails or warns is the level's to say. */
export type Judgement = {
  outcome: 'passed' | 'missed' | 'untestable';
  reason: string | null;
  measurement: Measurement;
};

/** What a figure is judged by, beside the summary. */
export type Circumstances = {
  /** What the target runs on; null where its file does not say. */
  environment: string | null;
  copies: number;
};

/** @throws NotASummary where the figures of the case are missing, or no request was sent for them */
export function judge(
  { id, variant }: { id: string; variant: string | null },
  summary: Summary,
  { environment, copies }: Circumstances,
): Judgement {
  switch (id) {
    case clientAuth.latency:
      return withEnvironment(environment, judgeLatency(summary, variant ?? ''));
    case clientAuth.throughput:
      return withEnvironment(environment, judgeThroughput(summary, variant ?? ''));
    case clientAuth.storm:
      return judgeReplays(summary, copies);
    case clientAuth.stormAnswered:
      return withEnvironment(environment, judgeAnswered(summary, copies));
    default:
      throw new TypeError(`no figures belong to ${id}`);
  }
}

const passed = { outcome: 'passed', reason: null } as const;
const missed = (reason: string) => ({ outcome: 'missed', reason }) as const;
const untestable = (reason: string) => ({ outcome: 'untestable', reason }) as const;

/** A figure belongs to a machine: without one it is shown, and neither passes nor fails. */
function withEnvironment(environment: string | null, judgement: Judgement): Judgement {
  if (environment !== null || judgement.outcome === 'untestable') return judgement;
  const reason =
    'measured, but a figure belongs to a machine: say in the target file what it runs on, in capabilities.load.environment';
  return { ...judgement, ...untestable(reason) };
}

function judgeLatency(summary: Summary, variant: string): Judgement {
  const { measurement, kept } = latencyIn(summary, variant);
  const { answers, requests } = throughputIn(summary, variant).measurement;
  if (answers.accepted < requests) {
    return { measurement, ...untestable(`the latency would be that of refusals too: ${describe(answers)}`) };
  }
  const { p95, bound } = measurement;
  if (kept) return { measurement, ...passed };
  return { measurement, ...missed(`the 95th percentile was ${p95} ms, and should stay below ${bound} ms`) };
}

function judgeThroughput(summary: Summary, variant: string): Judgement {
  const { measurement, kept } = throughputIn(summary, variant);
  const { answers, requests } = measurement;
  if (kept) return { measurement, ...passed };
  if (answers.throttled > 0 && answers.accepted + answers.throttled === requests) {
    const reason = `the target throttles its clients, so the load never reached it: ${describe(answers)}`;
    return { measurement, ...untestable(reason) };
  }
  return { measurement, ...missed(`not every right request was granted: ${describe(answers)}`) };
}

/** Two winners are a violation, seen whatever the machine. That none was seen holds for this load, and claims no more. */
function judgeReplays(summary: Summary, copies: number): Judgement {
  const { measurement, single } = stormIn(summary, copies);
  const { winners, assertions } = measurement;
  if (!single) {
    const reason = `${winners.several} of ${assertions} assertions, each sent ${copies} times at once, gained more than one token`;
    return { measurement, ...missed(reason) };
  }
  if (winners.one === 0) {
    return {
      measurement,
      ...untestable(`no assertion gained a token at all: ${describe(measurement.answers)}`),
    };
  }
  return { measurement, ...passed };
}

function judgeAnswered(summary: Summary, copies: number): Judgement {
  const { measurement, answered } = stormIn(summary, copies);
  const { winners, assertions, answers } = measurement;
  if (answered) return { measurement, ...passed };
  const reason = `${winners.none} of ${assertions} assertions, each sent ${copies} times at once, gained no token: ${describe(answers)}`;
  return { measurement, ...(answers.throttled > 0 ? untestable(reason) : missed(reason)) };
}

/** `812 accepted, 3 fault`. */
function describe(answers: Answers): string {
  const counts = answerKinds.filter((kind) => answers[kind] > 0).map((kind) => `${answers[kind]} ${kind}`);
  return counts.length > 0 ? counts.join(', ') : 'no request was sent';
}
