import { loadRegistry } from '../../../../requirements/registry.ts';
import { loadCases } from '../../load-cases.ts';
import type { Composition } from '../composition.ts';
import { main } from '../main.ts';
import type { Ended } from './authproof.ts';

/** Read once for all tests of a file. */
const registry = loadRegistry();
export const allCases = await loadCases();

/** The command line without a process of its own, which is quicker; and without a terminal. */
export async function inProcess(args: string[], parts: Partial<Composition> = {}): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const to = (stream: keyof typeof said) => (text: string) => {
    said[stream] += text;
  };
  const io = { out: to('stdout'), err: to('stderr'), columns: null, color: false };
  const shared = { loadRegistry: () => registry, loadCases: async () => allCases };
  return { exitCode: await main(args, { ...shared, io, ...parts }), ...said };
}
