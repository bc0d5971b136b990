import type { Registry } from '../../../requirements/registry.ts';
import { type CaseDefinition, testCase } from '../case.ts';
import { type Planned, plan } from '../plan.ts';
import { type Ran, type RunOptions, runCases } from '../run.ts';
import { select } from '../select.ts';
import { capabilitiesOf } from '../self-test.ts';
import type { Session } from '../session.ts';
import { registryOf } from './test-registry.ts';

/** A MUST, a SHOULD, a MAY, and a MUST of a second revision. */
export const registry = registryOf(
  { id: 'CA-001' },
  { id: 'CA-002', level: 'SHOULD' },
  { id: 'CA-003', level: 'MAY' },
  { id: 'CA-004', revision: 2 },
  { id: 'CA-005', profiles: ['fapi2'] },
);

export type TinyCase = Partial<CaseDefinition> & Pick<CaseDefinition, 'run'>;

/** The plan for these cases, named `area/<key>`; they verify the MUST unless told otherwise. */
export function planOf(
  session: Session,
  cases: Record<string, TinyCase>,
  known: Registry = registry,
): Planned[] {
  const named = Object.entries(cases).map(([key, definition]) => ({
    ...testCase({ title: `Case ${key}`, verifies: ['CA-001'], ...definition }),
    id: `area/${key}`,
  }));
  const selected = select(named, { areas: [], requirements: [], cases: [] }, known);
  return plan(selected, known, {
    features: session.features,
    capabilities: capabilitiesOf(session),
    profile: session.target.profile,
  });
}

/** Runs them and answers what came out, in the order it came. */
export async function runTiny(
  session: Session,
  cases: Record<string, TinyCase>,
  options: Partial<RunOptions> = {},
): Promise<Ran[]> {
  const all = { session, registry, signal: session.signal, ...options };
  return Array.fromAsync(runCases(planOf(session, cases, all.registry), all));
}
