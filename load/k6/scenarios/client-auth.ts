import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate, Trend } from 'k6/metrics';
import type { Options, Scenario } from 'k6/options';
import {
  type AnswerKind,
  requirementOf,
  requirements,
  storm,
  thresholdsFor,
  winnerCounts,
} from '../lib/measures.ts';
import type { LoadPlan } from '../lib/plan.ts';
import { kindOf, makeReady, paramsOf, send } from '../lib/request.ts';

/** The path alone comes by the environment; what it leads to is secret. */
const plan: LoadPlan = JSON.parse(open(__ENV.AUTHPROOF_PLAN ?? ''));

const accepted = new Rate('accepted');
const answers = new Counter('answers');
const elapsed = new Trend('elapsed', true);
const stormAssertions = new Counter('storm_assertions');

const variants = Object.keys(plan.throughput);
/** Most requests of one method, however fast the target is. */
const mostIterations = 20_000;
/** One method at a time, so that each has the machine to itself; what is on its way may end. */
const pauseSeconds = 0.5;

const throughput = Object.fromEntries(
  variants.map((variant, index): [string, Scenario] => [
    variant,
    {
      executor: 'shared-iterations',
      exec: 'askForToken',
      vus: plan.connections,
      iterations: mostIterations,
      maxDuration: `${plan.secondsPerMethod}s`,
      startTime: `${index * (plan.secondsPerMethod + pauseSeconds)}s`,
      // Longer than an answer is waited for, so that the slowest count too.
      gracefulStop: '6s',
    },
  ]),
);
const replays: Record<string, Scenario> = plan.storm
  ? {
      [storm]: {
        executor: 'shared-iterations',
        exec: 'replay',
        vus: Math.min(plan.connections, plan.storm.assertions),
        iterations: plan.storm.assertions,
        maxDuration: '20s',
        startTime: `${variants.length * (plan.secondsPerMethod + pauseSeconds)}s`,
        gracefulStop: '6s',
      },
    }
  : {};

export const options: Options = {
  scenarios: { ...throughput, ...replays },
  thresholds: thresholdsFor(variants, plan.storm !== null),
  summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max', 'count'],
  ...(plan.requestsPerSecond === null ? {} : { rps: plan.requestsPerSecond }),
  // Room for all copies of an assertion at once.
  batch: 20,
  batchPerHost: 20,
};

export const askForToken = () => orAbort(sendOne);
export const replay = () => orAbort(sendCopies);

/** k6 goes on after an exception, and would show figures of what never ran. */
async function orAbort(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    exec.test.abort(String(error));
  }
}

/** One token for a client that does everything right. */
async function sendOne(): Promise<void> {
  const variant = exec.scenario.name;
  const request = plan.throughput[variant];
  if (!request) throw new Error(`no request for ${variant}`);
  const url = urlAt(request.urls, exec.scenario.iterationInTest);
  const response = send(url, await makeReady(request), { requirement: requirements.latency, variant });
  const kind = kindOf(response);
  accepted.add(kind === 'accepted', { requirement: requirements.acceptance, variant });
  answers.add(1, { variant, kind });
  elapsed.add(Date.now() - exec.scenario.startTime, { variant });
}

/** One assertion several times at once, over all instances: how many of them win? */
async function sendCopies(): Promise<void> {
  if (!plan.storm) throw new Error('no storm is planned');
  const { request, copies } = plan.storm;
  const { method, body, headers } = await makeReady(request);
  const params = paramsOf(headers, { variant: storm });
  const all = Array.from({ length: copies }, (_, copy) => ({
    method,
    url: urlAt(request.urls, copy),
    body,
    params,
  }));
  const kinds: AnswerKind[] = http.batch(all).map(kindOf);
  for (const kind of kinds) answers.add(1, { variant: storm, kind });
  const wins = kinds.filter((kind) => kind === 'accepted').length;
  const counted = wins > 1 ? 'several' : wins === 1 ? 'one' : 'none';
  for (const count of winnerCounts) {
    const requirement = requirementOf[count];
    // Zeros too, so that a count that never rises is in the summary.
    stormAssertions.add(count === counted ? 1 : 0, {
      winners: count,
      ...(requirement ? { requirement } : {}),
    });
  }
}

const urlAt = (urls: string[], index: number) => urls[index % urls.length] ?? '';

/** Figures only: the default would print, and hold the options too. */
export function handleSummary({ metrics }: { metrics: unknown }): Record<string, string> {
  return { [plan.summaryFile]: JSON.stringify({ metrics }) };
}
