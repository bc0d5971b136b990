import type { RecordedRun } from '../assess.ts';
import {
  type CaseResult,
  type RequirementSnapshot,
  type ResultsFooter,
  type ResultsHeader,
  resultsSchemaId,
} from '../run-report.ts';

/** Parts of a run for tests: each takes only what the test is about. */
export function makeRequirement(given: Partial<RequirementSnapshot> = {}): RequirementSnapshot {
  return {
    id: 'CA-022',
    revision: 1,
    level: 'MUST',
    area: 'client-auth',
    title: 'Each assertion identifier is accepted once',
    why: 'Otherwise whoever sees an assertion once is the client until it expires.',
    sources: [{ citation: 'RFC 7523 §3 item 7', url: 'https://www.rfc-editor.org/rfc/rfc7523#section-3' }],
    evidence: 'suite',
    pending: null,
    excluded: null,
    ...given,
  };
}

export function makeResult(given: Partial<CaseResult> = {}): CaseResult {
  const { outcome = 'passed' } = given;
  const reason = outcome === 'passed' ? null : `It was ${outcome}.`;
  return {
    id: 'client-auth/assertion-replay',
    title: 'An assertion is refused the second time it is presented',
    variant: null,
    verifies: ['CA-022'],
    outdated: [],
    outcome,
    known: null,
    reason,
    notes: [],
    durationMs: 42,
    attempts: [{ outcome, reason, durationMs: 42 }],
    evidence: null,
    ...given,
  };
}

export function makeKnown(given: Partial<NonNullable<CaseResult['known']>> = {}): CaseResult['known'] {
  return {
    requirement: 'CA-022',
    clause: 'RFC 7523 §3 item 7',
    reason: 'Identifiers are kept for one instance only',
    evidence: 'https://issues.example/4711',
    ...given,
  };
}

export function makeHeader(
  given: Partial<Omit<ResultsHeader, 'run'>> & { run?: Partial<ResultsHeader['run']> } = {},
) {
  return {
    type: 'header',
    schema: resultsSchemaId,
    target: {
      name: 'some-idp',
      version: '26.1',
      baseUrls: ['http://localhost:8080'],
      features: ['client_secret_basic', 'private_key_jwt'],
      capabilities: ['clock', 'instances'],
      profile: { extends: 'oidc' },
    },
    requirements: [makeRequirement()],
    planned: 0,
    ...given,
    run: {
      id: '2026-07-01T12-00-00Z-some-idp',
      startedAt: '2026-07-01T12:00:00.000Z',
      seed: '4f1c9a',
      command: 'authproof run --target some-idp',
      harness: { version: '0.1.0', commit: '0c0ffee' },
      registry: { digest: 'sha256:5eed' },
      node: 'v24.21.0',
      selection: { areas: [], requirements: [], cases: [], failOn: ['must'], repeat: 1 },
      ...given.run,
    },
  } satisfies ResultsHeader;
}

export function makeFooter(given: Partial<ResultsFooter> = {}): ResultsFooter {
  return {
    type: 'footer',
    status: 'complete',
    finishedAt: '2026-07-01T12:00:41.000Z',
    results: 0,
    problems: [],
    ...given,
  };
}

/** A run of these results that ended as planned, unless the parts say otherwise. */
export function makeRun(
  results: CaseResult[],
  parts: { header?: Parameters<typeof makeHeader>[0]; footer?: Partial<ResultsFooter> | null } = {},
): RecordedRun {
  return {
    header: makeHeader({ planned: results.length, ...parts.header }),
    results,
    footer: parts.footer === null ? null : makeFooter({ results: results.length, ...parts.footer }),
  };
}
