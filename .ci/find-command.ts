import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The file that a command stands for on the PATH, if there is one. */
export function findCommand(command: string, searchPath = process.env.PATH ?? ''): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
