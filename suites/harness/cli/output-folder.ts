import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from './exit-codes.ts';

/** `20260131T120000Z`: sorts, and needs no quotes. */
export const timestamp = (time: Date) => time.toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** Where output goes unless --out names a folder. */
export const defaultFolder = (name: string) => join('reports', 'runs', name);

/** @throws UsageError where something is there already, for nothing is ever overwritten */
export function refuseExisting(path: string): void {
  if (!existsSync(path)) return;
  throw new UsageError(`${path} exists already, and is never overwritten. Name another folder with --out.`);
}

/** @throws UsageError where the folder can't be made */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(cannotBeMade(folder));
}

/**
 * Makes a folder that nobody else has: this one or, where another run was quicker, the same with -2, -3 …
 * @throws UsageError where none can be made
 */
export async function claimFolder(wanted: string): Promise<string> {
  await makeFolder(dirname(wanted));
  for (let n = 1; ; n++) {
    const folder = n === 1 ? wanted : `${wanted}-${n}`;
    // Not recursive, so that it fails where the folder is there already.
    const made = await mkdir(folder).then(
      () => true,
      (cause: NodeJS.ErrnoException) => cause.code !== 'EEXIST' && cannotBeMade(folder)(cause),
    );
    if (made) return folder;
  }
}

const cannotBeMade =
  (folder: string) =>
  (cause: NodeJS.ErrnoException): never => {
    throw new UsageError(`${folder} can't be made (${cause.code}). Name another folder with --out.`, {
      cause,
    });
  };
