import { loadRegistry } from '../requirements/registry.ts';
import { loadTarget, openTarget } from '../suites/harness/cli/open-target.ts';
import { loadCases } from '../suites/harness/load-cases.ts';
import { plan } from '../suites/harness/plan.ts';
import { runCases } from '../suites/harness/run.ts';
import { select } from '../suites/harness/select.ts';

/** Wall time of cases through the engine over the time their exchanges took, one at a time. */
export async function engineCost(rounds: number): Promise<number[]> {
  const signal = new AbortController().signal;
  const registry = await loadRegistry();
  await using opened = await openTarget(await loadTarget('reference'), { signal, seed: 'bench' });
  const { session } = opened;
  // What a signature costs is not the engine's, so these sign nothing.
  const cases = ['client-auth/wrong-basic-secret-is-refused', 'client-auth/whole-secret-counts'];
  const selected = select(await loadCases(), { areas: [], requirements: [], cases }, registry);
  const planned = plan(selected, registry, {
    features: session.features,
    capabilities: new Set(),
    profile: session.target.profile,
  }).filter(({ skip }) => skip === null);

  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    let exchanging = 0;
    for await (const { evidence } of runCases(planned, { session, registry, signal, concurrency: 1 })) {
      for (const { durationMs } of evidence?.exchanges ?? []) exchanging += durationMs;
    }
    ratios.push((performance.now() - began) / exchanging);
  }
  return ratios;
}
