import { z } from 'zod';
import { Load, Measurement } from './measurement.ts';

/**
 * The versioned public formats of a run: the lines of `results.jsonl` and `report.json`.
 * Times are ISO 8601 in UTC, durations milliseconds. Members may be added; none changes its meaning.
 */
export const reportSchemaId = 'authproof.report/v1';
export const resultsSchemaId = 'authproof.results/v1';

export const outcomes = [
  'passed',
  'failed',
  'warned',
  'flaky',
  'not-applicable',
  'untestable',
  'errored',
] as const;
export const Outcome = z.enum(outcomes);
/** How one case result ended. `failed` blames the target, `errored` nobody yet. */
export type Outcome = z.infer<typeof Outcome>;

export const statuses = ['proven', 'violated', 'deviating', 'unproven', 'not-applicable', 'manual'] as const;
export const RequirementStatus = z.enum(statuses);
export type RequirementStatus = z.infer<typeof RequirementStatus>;

export const Verdict = z.enum(['conformant', 'nonconformant', 'inconclusive']);
export type Verdict = z.infer<typeof Verdict>;

export const RunStatus = z.enum(['complete', 'cancelled', 'environment', 'fault', 'cut-short']);
/** Only a `complete` run has a verdict. `cut-short` is what a reader says when the footer is missing. */
export type RunStatus = z.infer<typeof RunStatus>;

export const Gate = z.enum(['must', 'should', 'untestable']);
/** What `--fail-on` names: a breached gate exits 1 and leaves the verdict as it is. */
export type Gate = z.infer<typeof Gate>;

const Selection = z.strictObject({
  areas: z.array(z.string()),
  requirements: z.array(z.string()),
  cases: z.array(z.string()),
  failOn: z.array(Gate),
  repeat: z.int().min(1),
});

/** What is known of a run when it starts. `command` reproduces it. */
const RunStart = z.strictObject({
  id: z.string(),
  startedAt: z.iso.datetime(),
  seed: z.string(),
  command: z.string(),
  harness: z.strictObject({ version: z.string(), commit: z.string().nullable() }),
  registry: z.strictObject({ digest: z.string() }),
  node: z.string(),
  selection: Selection,
  /** Of a run of `authproof load` only. */
  load: Load.exactOptional(),
});

const ReportedTarget = z.strictObject({
  name: z.string(),
  version: z.string().nullable(),
  baseUrls: z.array(z.string()),
  features: z.array(z.string()),
  capabilities: z.array(z.string()),
  profile: z.record(z.string(), z.json()),
});

/** A registry entry as it stood when the run was made, so a report can be rendered again years later. */
export const RequirementSnapshot = z.strictObject({
  id: z.string(),
  revision: z.int().min(1),
  level: z.enum(['MUST', 'SHOULD', 'MAY']),
  area: z.string(),
  title: z.string(),
  why: z.string().nullable(),
  sources: z.array(z.strictObject({ citation: z.string(), url: z.string().nullable() })),
  evidence: z.enum(['suite', 'load', 'manual']),
  pending: z.string().nullable(),
  excluded: z.string().nullable(),
});
export type RequirementSnapshot = z.infer<typeof RequirementSnapshot>;

/** An entry of known-failures.yaml that a failed result matched. */
const KnownFailure = z.strictObject({
  requirement: z.string(),
  clause: z.string(),
  reason: z.string(),
  evidence: z.string(),
});
export type KnownFailure = z.infer<typeof KnownFailure>;

const Attempt = z.strictObject({ outcome: Outcome, reason: z.string().nullable(), durationMs: z.number() });

/** One case × variant: the unit of every count. */
export const CaseResult = z.strictObject({
  /** `area/behaviour` */
  id: z.string(),
  title: z.string(),
  variant: z.string().nullable(),
  verifies: z.array(z.string()),
  /** Verified requirements whose registry revision is newer than the case's: they are not proven by it. */
  outdated: z.array(z.string()),
  outcome: Outcome,
  known: KnownFailure.nullable(),
  /** Why it is not `passed`; null when it is. Never holds a secret. */
  reason: z.string().nullable(),
  /** Remarks that change no outcome, such as a server fault that stood for a refusal. */
  notes: z.array(z.string()),
  durationMs: z.number(),
  attempts: z.array(Attempt),
  /** Path inside the run folder; null when nothing was exchanged. */
  evidence: z.string().nullable(),
  /** Of a case under load only. */
  measurement: Measurement.exactOptional(),
});
export type CaseResult = z.infer<typeof CaseResult>;

/** `id`, or `id#variant`: how a result is named everywhere, and what `--case` takes. */
export function resultName({ id, variant }: Pick<CaseResult, 'id' | 'variant'>): string {
  return variant === null ? id : `${id}#${variant}`;
}

/** Findings about the run itself that decide the exit code beside the case results. */
export const RunProblem = z.strictObject({
  kind: z.enum(['unusable-feature', 'stale-known-failure', 'environment', 'fault']),
  detail: z.string(),
});
export type RunProblem = z.infer<typeof RunProblem>;

export const ResultsHeader = z.strictObject({
  type: z.literal('header'),
  schema: z.literal(resultsSchemaId),
  run: RunStart,
  target: ReportedTarget,
  requirements: z.array(RequirementSnapshot),
  /** Number of case results the plan holds. */
  planned: z.int().min(0),
});
export type ResultsHeader = z.infer<typeof ResultsHeader>;

export const ResultLine = CaseResult.extend({ type: z.literal('result') });
export type ResultLine = z.infer<typeof ResultLine>;

export const ResultsFooter = z.strictObject({
  type: z.literal('footer'),
  status: RunStatus.exclude(['cut-short']),
  finishedAt: z.iso.datetime(),
  results: z.int().min(0),
  problems: z.array(RunProblem),
});
export type ResultsFooter = z.infer<typeof ResultsFooter>;

/** One line of results.jsonl. */
export const ResultsLine = z.discriminatedUnion('type', [ResultsHeader, ResultLine, ResultsFooter]);
export type ResultsLine = z.infer<typeof ResultsLine>;

const RequirementResult = RequirementSnapshot.extend({
  status: RequirementStatus,
  /** What made the status, in one line. */
  reason: z.string(),
  /** `id` or `id#variant` of every result that verifies it. */
  cases: z.array(z.string()),
  /** From a kill-matrix.json of the same commit and registry. */
  mutants: z.strictObject({ killed: z.int(), survived: z.int() }).nullable(),
});
export type RequirementResult = z.infer<typeof RequirementResult>;

const CaseTotals = z.strictObject({
  passed: z.int(),
  failed: z.int(),
  /** Of `failed`, those that known-failures.yaml lists. */
  known: z.int(),
  warned: z.int(),
  flaky: z.int(),
  notApplicable: z.int(),
  untestable: z.int(),
  errored: z.int(),
});

const RequirementTotals = z.strictObject({
  proven: z.int(),
  violated: z.int(),
  deviating: z.int(),
  unproven: z.int(),
  notApplicable: z.int(),
  manual: z.int(),
});

export const RunReport = z.strictObject({
  schema: z.literal(reportSchemaId),
  run: RunStart.extend({
    status: RunStatus,
    finishedAt: z.iso.datetime().nullable(),
    /** Number of case results the plan held; fewer were recorded where the run is not complete. */
    planned: z.int().min(0),
    problems: z.array(RunProblem),
  }),
  target: ReportedTarget,
  verdict: Verdict.nullable(),
  headline: z.string(),
  exitCode: z.int(),
  /** What made the exit code, in one line. */
  exitReason: z.string(),
  totals: z.strictObject({ cases: CaseTotals, requirements: RequirementTotals }),
  requirements: z.array(RequirementResult),
  cases: z.array(CaseResult),
});
export type RunReport = z.infer<typeof RunReport>;
