import type { Format } from '../../../../reports/render.ts';
import { documentOf } from '../closing-lines.ts';
import type { Composition } from '../composition.ts';
import { exit } from '../exit-codes.ts';

/** `authproof report`: the documents of a run, made again from its results. */
export async function report(
  folder: string,
  { format }: { format?: Format[] },
  { renderRun, io }: Composition,
): Promise<number> {
  const { headline } = await renderRun(folder, format);
  io.out(`${headline}\nreport: ${documentOf(folder, format)}\n`);
  return exit.ok;
}
