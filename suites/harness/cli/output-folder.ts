import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
  await mkdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${folder} can't be made (${cause.code}). Name another folder with --out.`, {
      cause,
    });
  });
}
