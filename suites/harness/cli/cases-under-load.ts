import { type LoadCase, loadCases, scenarioOf } from '../../../load/scenarios.ts';
import { testCase } from '../case.ts';
import type { NamedCase } from '../load-cases.ts';

/** The cases of a scenario as the engine selects and plans them. */
export function casesUnderLoad(scenario: string): NamedCase[] {
  return (scenarioOf(scenario)?.cases ?? []).map(toNamedCase);
}

/** Those of every scenario: what covers requirements that a suite cannot prove. */
export function allCasesUnderLoad(): NamedCase[] {
  return loadCases.map(toNamedCase);
}

function toNamedCase({ id, ...definition }: LoadCase): NamedCase {
  return { id, ...testCase({ ...definition, run: leftToK6 }) };
}

async function leftToK6(): Promise<void> {
  throw new TypeError('a case under load is run by k6, and not one by one');
}
