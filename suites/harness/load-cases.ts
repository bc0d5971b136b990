import { glob } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TestCase } from './case.ts';

export type NamedCase = TestCase & { id: string };

/** The suites of this package, wherever it is installed. */
export const builtInSuites = fileURLToPath(new URL('..', import.meta.url));

/** Every `<area>/<behaviour>.case.ts` below the folder, by id. The path is the id. */
export async function loadCases(folder = builtInSuites): Promise<NamedCase[]> {
  const files: string[] = [];
  for await (const file of glob('*/*.case.{ts,js}', { cwd: folder })) files.push(file);
  return Promise.all(
    files.sort().map(async (file) => {
      const { default: testCase } = await import(pathToFileURL(`${folder}/${file}`).href);
      if (!testCase?.variants) throw new TypeError(`${file}: its default export is no testCase(…)`);
      return { ...testCase, id: file.replaceAll('\\', '/').replace(/\.case\.[jt]s$/, '') };
    }),
  );
}
