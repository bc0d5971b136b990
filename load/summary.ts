import { z } from 'zod';
import type { Answers, MeasurementOf } from '../reports/measurement.ts';
import {
  type AnswerKind,
  answerKinds,
  latencyBoundMs,
  metricOf,
  storm,
  type WinnerCount,
} from './k6/lib/measures.ts';

const Metric = z.object({
  values: z.record(z.string(), z.number()),
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
});

const Summary = z.object({ metrics: z.record(z.string(), Metric) });
/** What handleSummary of a script writes. */
export type Summary = z.infer<typeof Summary>;

/** k6 wrote something else, or not what was asked of it. */
export class NotASummary extends Error {
  override readonly name = 'NotASummary';
  readonly code = 'not-a-summary';
}

/** @throws NotASummary */
export function parseSummary(text: string): Summary {
  const parsed = Summary.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new NotASummary(`not a summary of k6: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}

/** A figure, and whether every threshold of its requirement was kept. */
export type Measured<M> = { measurement: M; kept: boolean };

export function latencyIn(summary: Summary, variant: string): Measured<MeasurementOf<'latency'>> {
  const name = metricOf.latency(variant);
  const figure = (statistic: string) => round(figureOf(summary, name, statistic));
  const measurement = {
    kind: 'latency' as const,
    samples: figureOf(summary, name, 'count'),
    p50: figure('med'),
    p95: figure('p(95)'),
    p99: figure('p(99)'),
    max: figure('max'),
    bound: latencyBoundMs,
  };
  return { measurement, kept: keeps(summary, name) };
}

export function throughputIn(summary: Summary, variant: string): Measured<MeasurementOf<'throughput'>> {
  const answers = answersIn(summary, variant);
  const requests = answerKinds.reduce((sum, kind) => sum + answers[kind], 0);
  if (requests === 0) throw new NotASummary(`k6 sent no request for ${variant}`);
  const seconds = figureOf(summary, metricOf.elapsed(variant), 'max') / 1000;
  const perSecond = seconds > 0 ? requests / seconds : 0;
  return {
    measurement: {
      kind: 'throughput',
      requests,
      seconds: round(seconds),
      perSecond: round(perSecond),
      answers,
    },
    kept: keeps(summary, metricOf.accepted(variant)),
  };
}

/** `single` is kept where no assertion had several winners, `answered` where each had one. */
export function stormIn(
  summary: Summary,
  copies: number,
): { measurement: MeasurementOf<'replay-storm'>; single: boolean; answered: boolean } {
  const of = (count: WinnerCount) => figureOf(summary, metricOf.winners(count), 'count');
  const winners = { none: of('none'), one: of('one'), several: of('several') };
  const assertions = winners.none + winners.one + winners.several;
  if (assertions === 0) throw new NotASummary('k6 replayed no assertion');
  return {
    measurement: {
      kind: 'replay-storm',
      assertions,
      copies,
      winners,
      answers: answersIn(summary, storm),
    },
    single: keeps(summary, metricOf.winners('several')),
    answered: keeps(summary, metricOf.winners('none')),
  };
}

function answersIn(summary: Summary, variant: string): Answers {
  const count = (kind: AnswerKind) => figureOf(summary, metricOf.answers(variant, kind), 'count');
  return {
    accepted: count('accepted'),
    refused: count('refused'),
    throttled: count('throttled'),
    fault: count('fault'),
    lost: count('lost'),
    other: count('other'),
  };
}

function figureOf({ metrics }: Summary, name: string, statistic: string): number {
  const value = metrics[name]?.values[statistic];
  if (value === undefined) throw new NotASummary(`the summary of k6 has no ${statistic} of ${name}`);
  return value;
}

function keeps({ metrics }: Summary, name: string): boolean {
  const thresholds = Object.values(metrics[name]?.thresholds ?? {});
  if (thresholds.length === 0) throw new NotASummary(`the summary of k6 has no threshold of ${name}`);
  return thresholds.every(({ ok }) => ok);
}

const round = (number: number) => Math.round(number * 100) / 100;
