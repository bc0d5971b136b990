import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, type TestContext, test } from 'vitest';
import type { CaseResult } from '../../reports/run-report.ts';
import { loadRegistry } from '../../requirements/registry.ts';
import { loadCases } from './load-cases.ts';
import { plan } from './plan.ts';
import { runCases } from './run.ts';
import { select } from './select.ts';
import { capabilitiesOf, selfTest } from './self-test.ts';
import { Session } from './session.ts';
import { findTarget } from './target/find-target.ts';
import { launchTarget } from './target/launch.ts';
import { loadTargetFile, resolveTarget } from './target/load-target.ts';

const targetsFolder = fileURLToPath(new URL('../targets', import.meta.url));

/** How long a case may take, with a second try alone. */
const timeout = 70_000;

/**
 * Registers every case × variant of an area's folder as a test against the reference target, which is launched once.
 * What can't be tested there is skipped as it runs, with the reason; what does not apply says so and passes.
 */
export async function registerSuite(folder: URL): Promise<void> {
  const area = basename(fileURLToPath(folder));
  const registry = await loadRegistry();
  const cases = await loadCases(fileURLToPath(new URL('..', folder)));
  const ofArea = cases.filter(({ id }) => id.startsWith(`${area}/`));
  const selected = select(ofArea, { areas: [], requirements: [], cases: [] }, registry);

  let target: Awaited<ReturnType<typeof startReferenceTarget>>;
  beforeAll(async () => {
    target = await startReferenceTarget();
    await selfTest(target.session, new Set(selected.flatMap(({ variant }) => variant.needs)));
  }, timeout);
  afterAll(() => target[Symbol.asyncDispose]());

  const isExclusive = ({ testCase }: (typeof selected)[number]) => testCase.exclusive !== null;
  // One by one, since what failed is tried again alone: beside others it would only seem so. As in a run, what is exclusive
  // comes last.
  for (const one of selected.toSorted((a, b) => Number(isExclusive(a)) - Number(isExclusive(b)))) {
    const { testCase, variant } = one;
    const name = variant.key === null ? testCase.title : `${testCase.title} [${variant.key}]`;
    test(name, { timeout }, async (context) => {
      const { session } = target;
      const { features } = session;
      const facts = { features, capabilities: capabilitiesOf(session), profile: session.target.profile };
      const options = { session, registry, signal: context.signal };
      for await (const { result } of runCases(plan([one], registry, facts), options))
        await tell(result, context);
    });
  }
}

/** The outcome of a case in the words of vitest. */
async function tell(
  { outcome, reason, verifies }: CaseResult,
  { annotate, skip }: TestContext,
): Promise<void> {
  const told = `${outcome} (${verifies.join(', ')}): ${reason}`;
  if (outcome === 'untestable') skip(told);
  // The plan left it out because the target does not claim it: no part of the tests that could not run.
  if (outcome === 'not-applicable') await annotate(told, 'notice');
  else if (outcome === 'warned') await annotate(told, 'warning');
  else if (outcome !== 'passed') throw new Error(told);
}

async function startReferenceTarget(): Promise<{ session: Session } & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const { signal } = new AbortController();
  const loaded = await loadTargetFile(await findTarget('reference', targetsFolder));
  const launched = stack.use(await launchTarget(loaded, { signal }));
  const target = await resolveTarget(loaded, launched);
  const session = stack.use(await Session.open(target, { seed: 'vitest', signal }));
  const owned = stack.move();
  return { session, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
