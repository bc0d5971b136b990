import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { InvalidFile } from '../../../requirements/yaml-file.ts';

const fileName = 'target.yaml';

/**
 * The target file that `--target NAME|FILE` means: a folder of `targetsFolder`, else a file or a folder with a target.yaml.
 * @throws {InvalidFile} telling what was looked for, and the known names
 */
export async function findTarget(nameOrFile: string, targetsFolder: string): Promise<string> {
  const names = await targetNames(targetsFolder);
  if (names.includes(nameOrFile)) return join(targetsFolder, nameOrFile, fileName);
  const kind = await kindOf(nameOrFile);
  const candidate = kind === 'folder' ? join(nameOrFile, fileName) : nameOrFile;
  if ((await kindOf(candidate)) === 'file') return candidate;
  const message = `there is no such file, and no target of that name; ${suggestion(nameOrFile, names)}`;
  throw new InvalidFile([{ code: 'file-missing', file: candidate, message }]);
}

/** The folders that hold a target file, in alphabetical order. */
export async function targetNames(targetsFolder: string): Promise<string[]> {
  const entries = await readdir(targetsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const kinds = await Promise.all(folders.map((name) => kindOf(join(targetsFolder, name, fileName))));
  return folders.filter((_, index) => kinds[index] === 'file').sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'missing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
    throw error;
  }
}

function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'no names are known';
  const nearest = closest(name, known);
  if (distance(name, nearest) <= Math.max(1, Math.floor(name.length / 2))) return `did you mean ${nearest}?`;
  return `known names are ${known.join(', ')}`;
}
