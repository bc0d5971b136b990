import { AssertionError } from 'node:assert';
import type { Evidence } from '../../reports/evidence.ts';
import type { CaseResult, Outcome } from '../../reports/run-report.ts';
import type { Level, Registry } from '../../requirements/registry.ts';
import type { Recorder } from './evidence/recorder.ts';
import { ControlFailed, NotApplicable, Untestable } from './outcomes.ts';
import type { Planned } from './plan.ts';
import type { Session } from './session.ts';

export type RunOptions = {
  session: Session;
  registry: Registry;
  signal: AbortSignal;
  concurrency?: number;
  caseTimeoutMs?: number;
  /** How often each case is run; any failure among its attempts is the outcome. */
  repeat?: number;
  /** False where only outcomes are wanted: masking what was sent costs as much as sending it. */
  evidence?: boolean;
};

/** A case result and what it rests on; the caller names where the evidence is kept. */
export type Ran = { result: CaseResult; evidence: Evidence | null };

/** Characters; targets put whatever they like into an error. */
const longestReason = 1_000;

/** Where what was disturbed is disturbed alone too, so often in a row, it was not by its neighbours. */
const triesInVain = 3;

type Attempt = { outcome: Outcome; reason: string | null; durationMs: number; recorder: Recorder | null };

/** Runs a plan and yields each result as it ends: first what may run together, then what failed, alone, then the exclusive. */
export async function* runCases(planned: readonly Planned[], options: RunOptions): AsyncGenerator<Ran> {
  const { concurrency = 8, repeat = 1, signal } = options;
  const exclusive = planned.filter(({ testCase }) => testCase.exclusive !== null);
  const together = planned.filter(({ testCase }) => testCase.exclusive === null);
  const isDoubtful = (attempts: Attempt[]) => repeat === 1 && isWorthASecondTry(attempts);
  const doubtful: { one: Planned; attempts: Attempt[] }[] = [];

  for await (const { one, attempts } of inParallel(together, concurrency, (one) => tryAll(one, options))) {
    if (signal.aborted) return;
    if (isDoubtful(attempts)) doubtful.push({ one, attempts });
    else yield toResult(one, attempts, options);
  }
  let inVain = 0;
  for (const { one, attempts } of doubtful) {
    if (signal.aborted) return;
    const alone = !attempts.every(isDisturbed) || inVain < triesInVain;
    if (alone) attempts.push(await attempt(one, options));
    if (signal.aborted) return;
    inVain = attempts.every(isDisturbed) ? inVain + 1 : 0;
    yield toResult(one, attempts, options, { alone });
  }
  for (const one of exclusive) {
    if (signal.aborted) return;
    const { attempts } = await tryAll(one, options);
    const alone = isDoubtful(attempts) && attempts.some(isFinding) && !signal.aborted;
    if (alone) attempts.push(await attempt(one, options));
    if (signal.aborted) return;
    yield toResult(one, attempts, options, { alone });
  }
}

/** A race that failed once has failed; anything else might have been disturbed by its neighbours. */
function isWorthASecondTry(attempts: Attempt[]): boolean {
  const isDoubtful = (one: Attempt) => isFinding(one) || isDisturbed(one) || one.recorder?.restsOnFault;
  return attempts.some((one) => isDoubtful(one) && one.recorder?.races.length === 0);
}

const isFinding = ({ outcome }: Attempt) => outcome === 'failed' || outcome === 'warned';

/** Nothing was proven, and the target was in trouble, as where its database is locked for so many at once. */
function isDisturbed({ outcome, recorder }: Attempt): boolean {
  const faults = recorder?.exchanges.filter(({ answer }) => (answer?.status ?? 0) >= 500) ?? [];
  return outcome === 'untestable' && faults.length > 0;
}

async function tryAll(one: Planned, options: RunOptions): Promise<{ one: Planned; attempts: Attempt[] }> {
  if (one.skip) return { one, attempts: [{ ...one.skip, durationMs: 0, recorder: null }] };
  const attempts: Attempt[] = [];
  do attempts.push(await attempt(one, options));
  while (attempts.length < (options.repeat ?? 1) && !options.signal.aborted);
  return { one, attempts };
}

async function attempt({ variant, testCase, name }: Planned, options: RunOptions): Promise<Attempt> {
  const { session, registry, caseTimeoutMs = 30_000 } = options;
  const started = performance.now();
  using limit = startTimeLimit(caseTimeoutMs, session);
  const signal = AbortSignal.any([options.signal, limit.signal]);
  let recorder: Recorder | null = null;
  const finish = (outcome: Outcome, reason: string | null = null): Attempt => {
    return {
      outcome,
      reason: reason && session.secrets.redact(reason).slice(0, longestReason),
      durationMs: performance.now() - started,
      recorder,
    };
  };
  try {
    await using open = session.openCase(name, signal);
    recorder = open.recorder;
    signal.throwIfAborted();
    await abortable(variant.run(open.context), signal);
    return finish('passed');
  } catch (error) {
    if (error instanceof ControlFailed) return finish('untestable', error.message); // the happy path is another case's finding
    if (error instanceof Untestable) return finish('untestable', error.message);
    if (error instanceof NotApplicable) return finish('not-applicable', error.message);
    if (error instanceof AssertionError)
      return finish(severityOf(testCase.verifies, registry), firstLine(error.message));
    if (limit.signal.aborted) return finish('errored', `took longer than ${caseTimeoutMs / 1000} s`);
    return finish('errored', error instanceof Error ? error.message : String(error)); // no verdict: the target is down or we are wrong
  }
}

/** The level in the registry decides between failed and warned, never the case's author. */
export function severityOf(verifies: Planned['testCase']['verifies'], registry: Registry): Outcome {
  const levels = verifies.map(({ id }): Level | undefined => registry.find(id)?.level);
  return levels.includes('MUST') ? 'failed' : 'warned';
}

/** Requirements whose meaning has changed since the case was written. */
export function outdatedIn(verifies: Planned['testCase']['verifies'], registry: Registry): string[] {
  return verifies
    .filter(({ id, revision }) => revision < (registry.find(id)?.revision ?? 0))
    .map(({ id }) => id);
}

const worstFirst: Outcome[] = ['failed', 'warned', 'errored', 'untestable', 'not-applicable', 'passed'];

function toResult(one: Planned, attempts: Attempt[], options: RunOptions, { alone = false } = {}): Ran {
  const { session, registry } = options;
  const { testCase, variant } = one;
  const last = attempts.at(-1);
  const worst = worstFirst.flatMap(
    (outcome) => attempts.find((attempt) => attempt.outcome === outcome) ?? [],
  )[0];
  const isRetold = alone && last && (isFinding(last) || !attempts.some(isFinding));
  const decisive = isRetold ? last : worst;
  if (!decisive) throw new TypeError(`${one.name} was never tried`);
  const flaky = alone && last?.outcome === 'passed' && attempts.some(isFinding);
  const recorder = options.evidence === false ? null : decisive.recorder;
  const evidence = recorder?.toEvidence(testCase.id, variant.key, session.secrets) ?? null;
  const result: CaseResult = {
    id: testCase.id,
    title: testCase.title,
    variant: variant.key,
    verifies: testCase.verifies.map(({ id }) => id),
    outdated: outdatedIn(testCase.verifies, registry),
    outcome: flaky ? 'flaky' : decisive.outcome,
    known: null,
    reason: flaky ? `passed when run alone; before that: ${decisive.reason}` : decisive.reason,
    notes: decisive.recorder?.notes.map((note) => session.secrets.redact(note)) ?? [],
    durationMs: round(attempts.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    attempts: attempts.map(({ outcome, reason, durationMs }) => ({
      outcome,
      reason,
      durationMs: round(durationMs),
    })),
    evidence: evidence && evidence.exchanges.length > 0 ? `evidence/${one.name}.json` : null,
  };
  return { result, evidence: result.evidence ? evidence : null };
}

/** Results in the order they end, so many at a time; nothing new starts once the run is cancelled. */
async function* inParallel(
  planned: readonly Planned[],
  limit: number,
  run: (one: Planned) => Promise<{ one: Planned; attempts: Attempt[] }>,
): AsyncGenerator<{ one: Planned; attempts: Attempt[] }> {
  const running = new Map<Planned, ReturnType<typeof run>>();
  const waiting = planned.values();
  try {
    for (;;) {
      while (running.size < limit) {
        const { value: one, done } = waiting.next();
        if (done) break;
        running.set(one, run(one));
      }
      if (running.size === 0) return;
      const ended = await Promise.race(running.values());
      running.delete(ended.one);
      yield ended;
    }
  } finally {
    await Promise.all(running.values()); // what a cancelled run has begun still tidies up
  }
}

/** Aborts when a case has taken so long, not counting what it waited for a real clock or a restart. */
function startTimeLimit(limitMs: number, session: Session): { signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const started = performance.now() - session.waitedMs;
  let timer = setTimeout(look, limitMs);
  function look() {
    const left = limitMs - (performance.now() - session.waitedMs - started);
    if (left > 0) timer = setTimeout(look, left);
    else controller.abort();
  }
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort));
}

/** Node appends a diff of the values, which the message of a case names already. */
const firstLine = (text: string) => text.split('\n', 1)[0] ?? text;

const round = (ms: number) => Math.round(ms * 10) / 10;
