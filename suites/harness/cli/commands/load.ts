import { findK6 } from '../../../../load/k6.ts';
import { scenarioNames, scenarioOf } from '../../../../load/scenarios.ts';
import { casesUnderLoad } from '../cases-under-load.ts';
import type { Composition } from '../composition.ts';
import { UsageError } from '../exit-codes.ts';
import { suggestion } from '../nearest.ts';
import { underK6 } from '../under-k6.ts';
import { conduct, type RunFlags } from './run.ts';

type LoadFlags = Pick<
  RunFlags,
  'target' | 'case' | 'profile' | 'out' | 'format' | 'failOn' | 'baseline' | 'allowRemote' | 'json'
> & { connections: number; seconds: number };

/** `authproof load`: the cases of one scenario, by k6, recorded as any run. */
export async function load(name: string, flags: LoadFlags, composition: Composition): Promise<number> {
  const scenario = scenarioOf(name);
  if (!scenario) throw new UsageError(`There is no scenario ${name}. ${suggestion(name, scenarioNames)}`);
  const tool = await findK6();
  const { connections, seconds } = flags;
  return conduct(flags, composition, {
    loadCases: async () => casesUnderLoad(name),
    underLoad: (progress) =>
      underK6(scenario, {
        tool,
        connections,
        seconds,
        onStart: (duration) => progress.prepare(`k6 sends load for about ${duration} s …`),
      }),
  });
}
