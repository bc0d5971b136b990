import { CaseResult } from '../../../reports/run-report.ts';
import type { Registry } from '../../../requirements/registry.ts';
import { type CaseDefinition, testCase } from '../case.ts';
import type { CaseContext } from '../context.ts';
import { control, expectRefused } from '../expect.ts';
import { type Planned, plan } from '../plan.ts';
import { type Ran, type RunOptions, runCases } from '../run.ts';
import { select } from '../select.ts';
import { capabilitiesOf } from '../self-test.ts';
import type { Session } from '../session.ts';
import { openSession } from './open-case.ts';
import { registryOf } from './test-registry.ts';
import { targetAt } from './test-target.ts';
import { startTinyIdp } from './tiny-idp.ts';

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

export const accepts = async ({ oauth }: CaseContext) => {
  await control(oauth.token(await oauth.client()));
};

/** What must be refused is accepted. */
export const fails = async ({ oauth }: CaseContext) => {
  expectRefused(await oauth.token(await oauth.client()));
};
export const whyItFails =
  'accepted, must be refused: 200 JSON with access_token, token_type (svc-basic by client_secret_basic, token endpoint)';

/** Runs one case against a tiny identity provider of its own. */
export async function outcomeOf(definition: TinyCase, options: Partial<RunOptions> = {}) {
  await using idp = await startTinyIdp();
  await using session = await openSession(targetAt([idp.url]));
  const [ran] = await runTiny(session, { one: definition }, options);
  if (!ran) throw new Error('there is no result');
  const { outcome, reason, attempts } = CaseResult.parse(ran.result);
  return { ...ran, outcome, reason, tried: attempts.map((attempt) => attempt.outcome) };
}
