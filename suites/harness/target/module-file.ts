import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathFrom } from './fixture-files.ts';

/** The absolute path of a launch module, or null. In the published package start.ts is there as start.js. */
export function moduleFile(targetFile: string, module: string): string | null {
  const written = resolve(pathFrom(targetFile, module));
  return [written, written.replace(/\.ts$/, '.js')].find(existsSync) ?? null;
}
