import type { CaseResult, RunProblem } from '../../../reports/run-report.ts';
import { resultName } from '../../../reports/run-report.ts';
import type { Capability } from '../case.ts';
import type { Features } from '../features.ts';
import type { Planned } from '../plan.ts';

/** The capabilities that what will run rests on; only those are self-tested. */
export function capabilitiesNeeded(planned: readonly Planned[]): Set<Capability> {
  return new Set(planned.filter(({ skip }) => skip === null).flatMap(({ variant }) => variant.needs));
}

/** Declared features that every case which demands them found no way to use: one problem that names them all, or none. */
export function unusableFeatures(
  planned: readonly Planned[],
  results: readonly CaseResult[],
  { declared }: Features,
): RunProblem[] {
  // What was measured was used, whether or not its figure could be judged.
  const unused = new Set(
    results.filter((one) => one.outcome === 'untestable' && !one.measurement).map(resultName),
  );
  const demanded = new Map<string, boolean>();
  for (const { variant, name } of planned) {
    const usable = !unused.has(name);
    for (const feature of variant.features) demanded.set(feature, usable || (demanded.get(feature) ?? false));
  }
  const unusable = [...demanded].filter(([feature, usable]) => declared.has(feature) && !usable);
  if (unusable.length === 0) return [];
  const names = unusable.map(([feature]) => feature).join(', ');
  return [{ kind: 'unusable-feature', detail: `declared features that no case could use: ${names}` }];
}
