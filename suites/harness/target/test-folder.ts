import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';

/** A temporary folder with files in it, by relative path. Tests only. */
export type TestFolder = {
  path(name: string): string;
  /** What went wrong, with paths as if one stood in the folder. */
  problemOf(attempt: Promise<unknown>): Promise<string>;
} & AsyncDisposable;

export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<TestFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-test-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return {
    path: (name) => join(folder, name),
    async problemOf(attempt) {
      const [outcome] = await Promise.allSettled([attempt]);
      if (outcome.status === 'fulfilled') return 'no problem';
      const { name, message } = outcome.reason as Error;
      return `${name}: ${message}`.replaceAll(`${folder}/`, '');
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** A new private key as the text of a JWK file. */
export async function newKeyFile(
  alg: string,
  options: { crv?: string } = {},
  more: object = {},
): Promise<string> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, ...options });
  return JSON.stringify({ ...(await exportJWK(privateKey)), ...more });
}
