import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { JWK } from 'jose';
import type { Path } from '../../../requirements/schema-findings.ts';
import type { InvalidFile, YamlFile } from '../../../requirements/yaml-file.ts';
import { hmacAlgorithms, isKeyAlgorithm, leastSecretBytes, parsePrivateJwk, UnfitKey } from './key-fit.ts';
import type { ClientEntry, FileReference, TargetFile } from './target-file.ts';
import { hasVariable } from './variables.ts';

/** What the files hold that a target file refers to. */
export type FixtureFiles = {
  secretOf(reference: FileReference): string;
  keyOf(reference: FileReference): JWK;
  /** One for every file that is missing, empty or unfit. */
  problems: InvalidFile[];
  warnings: string[];
};

type Use = { path: Path; reference: FileReference; client?: ClientEntry; holds: 'secret' | 'key' };

/** Reads and checks all of them but those whose path still has a variable. No message tells what a file holds. */
export async function readFixtureFiles({
  file,
  value,
  problem,
}: YamlFile<TargetFile>): Promise<FixtureFiles> {
  const secrets = new Map<FileReference, string>();
  const keys = new Map<FileReference, JWK>();
  const problems: InvalidFile[] = [];
  const warnings: string[] = [];
  for (const use of usesOf(value)) {
    const { path, reference, client, holds } = use;
    if (hasVariable(reference.file)) continue;
    const shown = pathFrom(file, reference.file);
    const report = (message: string) => problem([...path, 'file'], `${shown} ${message}`);
    try {
      const text = await readText(shown, reference.raw ?? false);
      if (holds === 'key') keys.set(reference, parsePrivateJwk(text, keyAlgorithmOf(client)));
      else secrets.set(reference, text);
      if (holds === 'secret')
        warnings.push(...remarksOn(text, client).map((remark) => report(remark).message));
    } catch (error) {
      if (!(error instanceof UnreadableFile || error instanceof UnfitKey)) throw error;
      problems.push(report(error.message));
    }
  }
  return {
    secretOf: (reference) => found(secrets, reference),
    keyOf: (reference) => found(keys, reference),
    problems,
    warnings,
  };
}

/** A path of a target file, from where the process runs. */
export function pathFrom(targetFile: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(targetFile), path);
}

class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code = 'unreadable-file';
}

function* usesOf({ oauth, capabilities }: TargetFile): Generator<Use> {
  for (const [index, client] of (oauth?.clients ?? []).entries()) {
    const path = ['oauth', 'clients', index];
    const { secret, key } = client;
    if (secret) yield { path: [...path, 'secret'], reference: secret, client, holds: 'secret' };
    if (key) yield { path: [...path, 'key'], reference: key, client, holds: 'key' };
  }
  const others = [
    { path: ['oauth', 'refreshBy', 'password'], reference: oauth?.refreshBy?.password },
    {
      path: ['oauth', 'registration', 'initialAccessToken'],
      reference: oauth?.registration?.initialAccessToken,
    },
    {
      path: ['capabilities', 'clock', 'token'],
      reference: capabilities?.clock?.kind === 'http' ? capabilities.clock.token : undefined,
    },
    { path: ['capabilities', 'admin', 'token'], reference: capabilities?.admin?.token },
    { path: ['capabilities', 'audit', 'token'], reference: capabilities?.audit?.token },
  ];
  for (const { path, reference } of others) if (reference) yield { path, reference, holds: 'secret' };
}

const whyUnreadable: Record<string, string> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder; expected a file',
  EACCES: 'may not be read by this user',
};

async function readText(path: string, raw: boolean): Promise<string> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UnreadableFile(whyUnreadable[cause.code ?? ''] ?? `cannot be read (${cause.code})`, { cause });
  });
  const text = decode(bytes);
  const kept = raw ? text : text.replace(/\r?\n$/, '');
  if (kept === '') throw new UnreadableFile('is empty');
  return kept;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFile('is not UTF-8 text', { cause });
  }
}

/** A client that signs with its secret may own a key all the same, there to be refused: then any key will do. */
function keyAlgorithmOf(client: ClientEntry | undefined) {
  return client?.alg && isKeyAlgorithm(client.alg) ? client.alg : undefined;
}

function remarksOn(secret: string, client: ClientEntry | undefined): string[] {
  const weakness = client && weaknessOf(client, secret);
  const isWord = /^[a-z]{1,15}$/i.test(secret);
  return [
    ...(weakness ? [weakness] : []),
    ...(isWord ? ['holds a plain word, which reports mask wherever it stands'] : []),
  ];
}

/** Only a remark: how a target takes a weak secret is the matter of cases. */
function weaknessOf({ method, chain, alg }: ClientEntry, secret: string): string | null {
  if (!(chain ?? [method].flat()).includes('client_secret_jwt')) return null;
  const hmac = hmacAlgorithms.find((known) => known === alg) ?? 'HS256';
  const least = leastSecretBytes(hmac);
  if (Buffer.byteLength(secret) >= least) return null;
  return `is shorter than the ${least} bytes that ${hmac} needs (RFC 7518 §3.2); the target may refuse it`;
}

function found<T>(files: ReadonlyMap<FileReference, T>, reference: FileReference): T {
  const held = files.get(reference);
  if (held === undefined) throw new Error(`${reference.file} was not read`);
  return held;
}
