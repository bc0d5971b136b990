import { cpus, totalmem } from 'node:os';
import { type Judgement, judge } from '../../../load/judge.ts';
import { storm } from '../../../load/k6/lib/measures.ts';
import type { LoadPlan, PlannedRequest } from '../../../load/k6/lib/plan.ts';
import { K6Failed, runK6 } from '../../../load/k6.ts';
import { methods, type Scenario, stormClient } from '../../../load/scenarios.ts';
import type { Summary } from '../../../load/summary.ts';
import type { Outcome } from '../../../reports/run-report.ts';
import { ControlFailed, Untestable } from '../outcomes.ts';
import type { Planned } from '../plan.ts';
import { outdatedIn, type Ran, type RunOptions, severityOf } from '../run.ts';
import type { OpenCase, Session } from '../session.ts';
import type { UnderLoad } from './record-run.ts';
import { requestForK6 } from './request-for-k6.ts';

/** How much load, and from which k6. */
export type LoadSettings = {
  /** As `k6 version` tells it. */
  tool: string;
  connections: number;
  seconds: number;
  /** k6 is about to be started, for about so long. */
  onStart(seconds: number): void;
};

/** Of the storm: enough to catch a window of a millisecond, few enough to be over soon, also where requests are capped. */
const assertions = 100;
const assertionsWhereCapped = 20;
const copies = 5;

/** A request to send, or why there is none; with the exchange that showed it to be right. */
type Prepared = { open: OpenCase; request: PlannedRequest | Untestable | ControlFailed };

/** Runs the cases of a scenario as k6 does: all at once, and judged by its summary. */
export function underK6(scenario: Scenario, settings: LoadSettings): UnderLoad {
  return {
    describe: (session) => ({
      scenario: scenario.name,
      environment: session.target.capabilities.load?.environment ?? null,
      connections: settings.connections,
      seconds: settings.seconds,
      cap: session.requestsPerSecond,
      generator: { tool: settings.tool, ...thisMachine() },
    }),
    run: (planned, options) => measure(scenario, settings, planned, options),
  };
}

function thisMachine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
  };
}

async function* measure(
  scenario: Scenario,
  settings: LoadSettings,
  planned: readonly Planned[],
  options: RunOptions,
): AsyncGenerator<Ran> {
  const { session, signal } = options;
  // Open until the end, for what was registered is deleted then.
  await using opened = new AsyncDisposableStack();
  const prepared = new Map<string, Prepared>();
  for (const one of planned) {
    const load = loadOf(one);
    if (one.skip || prepared.has(load)) continue;
    const open = opened.use(session.openCase(one.name, signal));
    prepared.set(load, { open, request: await prepare(session, open, load) });
  }
  const plan = toPlan(prepared, settings, session);
  const isEmpty = Object.keys(plan.throughput).length === 0 && plan.storm === null;
  if (!isEmpty) settings.onStart(secondsOf(plan));
  const summary = isEmpty ? null : await runK6(scenario.script, plan, { signal }).catch(masked(session));
  for (const one of planned) yield toRan(one, prepared.get(loadOf(one)), summary, options);
}

/** Which of k6's scenarios a result is about: that of its variant, or the storm. */
const loadOf = ({ variant }: Planned) => variant.key ?? storm;

async function prepare(session: Session, open: OpenCase, load: string): Promise<Prepared['request']> {
  try {
    return await requestForK6(session, open, methods[load]?.client ?? stormClient);
  } catch (error) {
    if (error instanceof Untestable || error instanceof ControlFailed) return error;
    throw error;
  }
}

function toPlan(
  prepared: ReadonlyMap<string, Prepared>,
  { connections, seconds }: LoadSettings,
  session: Session,
): Omit<LoadPlan, 'summaryFile'> {
  const ready = [...prepared].flatMap(([load, { request }]): [string, PlannedRequest][] =>
    request instanceof Error ? [] : [[load, request]],
  );
  const { [storm]: replayed, ...throughput } = Object.fromEntries(ready);
  const cap = session.requestsPerSecond;
  return {
    connections,
    secondsPerMethod: seconds,
    requestsPerSecond: cap,
    throughput,
    storm: replayed
      ? { request: replayed, assertions: cap === null ? assertions : assertionsWhereCapped, copies }
      : null,
  };
}

const secondsOf = ({ throughput, secondsPerMethod, storm }: Omit<LoadPlan, 'summaryFile'>) =>
  Math.ceil(Object.keys(throughput).length * (secondsPerMethod + 0.5)) + (storm ? 2 : 0);

/** What k6 says may quote what it was given. */
const masked = (session: Session) => (error: unknown) => {
  if (!(error instanceof K6Failed)) throw error;
  throw new K6Failed(session.secrets.redact(error.message));
};

function toRan(
  one: Planned,
  prepared: Prepared | undefined,
  summary: Summary | null,
  { session, registry }: RunOptions,
): Ran {
  const { testCase, variant, name, skip } = one;
  const { outcome, reason, measurement } = conclude(one, prepared, summary, session);
  const shown = reason && session.secrets.redact(reason);
  const judged = outcome === 'missed' ? severityOf(testCase.verifies, registry) : outcome;
  const evidence =
    prepared && !skip ? prepared.open.recorder.toEvidence(testCase.id, variant.key, session.secrets) : null;
  const sent = measurement?.kind === 'throughput' ? measurement.seconds * 1000 : 0;
  const result = {
    id: testCase.id,
    title: testCase.title,
    variant: variant.key,
    verifies: testCase.verifies.map(({ id }) => id),
    outdated: outdatedIn(testCase.verifies, registry),
    outcome: judged,
    known: null,
    reason: shown,
    notes: [],
    durationMs: sent,
    attempts: [{ outcome: judged, reason: shown, durationMs: sent }],
    evidence: evidence ? `evidence/${name}.json` : null,
    ...(measurement ? { measurement } : {}),
  };
  return { result, evidence };
}

type Concluded = Pick<Judgement, 'reason'> & {
  outcome: Judgement['outcome'] | Outcome;
  measurement?: Judgement['measurement'];
};

function conclude(
  { testCase, variant, skip }: Planned,
  prepared: Prepared | undefined,
  summary: Summary | null,
  session: Session,
): Concluded {
  if (skip) return skip;
  if (prepared?.request instanceof Error) return { outcome: 'untestable', reason: prepared.request.message };
  if (!summary) return { outcome: 'errored', reason: 'k6 measured nothing' };
  const environment = session.target.capabilities.load?.environment ?? null;
  return judge({ id: testCase.id, variant: variant.key }, summary, { environment, copies });
}
