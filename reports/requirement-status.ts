import type { CaseResult, Outcome, RequirementSnapshot, RequirementStatus } from './run-report.ts';
import { counted, oneLine } from './words.ts';

/** What the status of a requirement depends on, beside its own results. */
export interface RunExtent {
  readonly complete: boolean;
  /** Whether `--area`, `--requirement` or `--case` left something out. */
  readonly limited: boolean;
}

/** An outdated pass shows an older meaning of the requirement; an outdated failure is still a finding. */
type Finding = Outcome | 'outdated';

/**
 * Status of one requirement from the results that verify it, and what made it in one line.
 * Where the run is not complete nothing counts as proven: the case that would fail may not have run yet.
 */
export function assessRequirement(
  requirement: RequirementSnapshot,
  results: readonly CaseResult[],
  run: RunExtent,
): { status: RequirementStatus; reason: string } {
  const status = statusOf(requirement, results, run);
  return { status, reason: reasonFor(status, requirement, results, run) };
}

function statusOf(
  requirement: RequirementSnapshot,
  results: readonly CaseResult[],
  { complete }: RunExtent,
): RequirementStatus {
  const findings = new Set(results.map((result) => findingOf(result, requirement.id)));
  if (findings.has('failed')) return 'violated';
  if (findings.has('warned')) return 'deviating';
  if (complete && findings.has('passed') && isOnly(findings, ['passed', 'not-applicable'])) return 'proven';
  if (complete && findings.size > 0 && isOnly(findings, ['not-applicable'])) return 'not-applicable';
  // What nobody has said yet how to show, or nobody will, is not waiting for evidence by hand.
  const isWanted = requirement.pending === null && requirement.excluded === null;
  return requirement.evidence === 'manual' && isWanted ? 'manual' : 'unproven';
}

function findingOf(result: CaseResult, requirement: string): Finding {
  const isFinding = result.outcome === 'failed' || result.outcome === 'warned';
  return result.outdated.includes(requirement) && !isFinding ? 'outdated' : result.outcome;
}

function isOnly(findings: Set<Finding>, allowed: Finding[]): boolean {
  return findings.isSubsetOf(new Set(allowed));
}

function reasonFor(
  status: RequirementStatus,
  requirement: RequirementSnapshot,
  results: readonly CaseResult[],
  run: RunExtent,
): string {
  const withFinding = (finding: Finding) =>
    results.filter((result) => findingOf(result, requirement.id) === finding);
  const share = (some: CaseResult[]) => `${some.length} of ${counted(results.length, 'result')}`;
  switch (status) {
    case 'violated': {
      const failed = withFinding('failed');
      const known = failed.every((result) => result.known !== null) ? 'known, ' : '';
      return `${known}${share(failed)} failed: ${distinctReasons(failed)}`;
    }
    case 'deviating':
      return `${share(withFinding('warned'))} deviated: ${distinctReasons(withFinding('warned'))}`;
    case 'proven': {
      const others = withFinding('not-applicable').length;
      return `${share(withFinding('passed'))} passed${others > 0 ? `, the others do not apply` : ''}`;
    }
    case 'not-applicable':
      return distinctReasons(results);
    case 'manual':
      return 'shown by evidence attached by hand, not by a run';
    case 'unproven':
      return results.length === 0 ? whyNothingRan(requirement, run) : whyUndecided(withFinding);
  }
}

function whyNothingRan({ excluded, pending, evidence }: RequirementSnapshot, run: RunExtent): string {
  if (excluded !== null) return oneLine(`excluded: ${excluded}`);
  if (pending !== null) return oneLine(`pending: ${pending}`);
  if (run.limited) return 'not selected in this run';
  if (!run.complete) return 'no result yet when the run ended';
  return evidence === 'load' ? 'shown by load runs only' : 'no case verifies it';
}

function whyUndecided(withFinding: (finding: Finding) => CaseResult[]): string {
  for (const finding of ['errored', 'flaky', 'untestable'] as const) {
    const results = withFinding(finding);
    if (results.length > 0) return `${finding}: ${distinctReasons(results)}`;
  }
  if (withFinding('outdated').length > 0) return 'outdated: a case checks an earlier revision of it';
  return 'the run ended before all of its cases had run';
}

function distinctReasons(results: readonly CaseResult[]): string {
  const [first = 'no reason given', ...others] = new Set(
    results.map((result) => result.reason).filter((reason) => reason !== null),
  );
  const more = others.length > 0 ? ` (and ${counted(others.length, 'other reason')})` : '';
  return oneLine(first) + more;
}
