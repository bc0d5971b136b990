import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { InvalidConfiguration } from '../errors.ts';

/** Reads and checks a file of the operator's. Errors name the file and the place, and never quote its content. */
export async function readJsonFile<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  const text = await readTextFile(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a key.
    throw new InvalidConfiguration(`${path}: not valid JSON.`);
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path: place, message }) => `${path}: ${at(place)}${message}`);
  throw new InvalidConfiguration(problems.join('\n'));
}

export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new InvalidConfiguration(`${path}: cannot be read.`, { cause });
  }
}

/** A secret's file: one trailing newline is the editor's, the rest is the secret's. */
export async function readSecretFile(path: string): Promise<string> {
  return (await readTextFile(path)).replace(/\r?\n$/, '');
}

function at(place: readonly PropertyKey[]): string {
  const [index, ...keys] = place;
  if (index === undefined) return '';
  const first = typeof index === 'number' ? `[${index}]` : String(index);
  return `${[first, ...keys.map(String)].join('.')}: `;
}
