import { readdir } from 'node:fs/promises';
import type { Rules, ServerProfile } from '../rules.ts';
import type { Repositories } from '../storage/repositories.ts';
import type { Database } from '../storage/schema.ts';

/** The reference server with one part swapped for a wrong one. Its id is its file's name. */
export interface Mutant {
  /** Requirements that a case must catch it by. */
  breaks: readonly string[];
  /** Requirements that fall with it, and that no one has to look at for its sake. */
  alsoBreaks?: readonly string[];
  /** What it does wrong, in a sentence. */
  how: string;
  /** Where it runs, if not under profile authproof, one instance, in memory. Several instances share a file. */
  on?: { profile?: ServerProfile; instances?: number; storage?: 'memory' | 'file' };
  /** Set where its rule does more than answer, so that it can't be asked aside: it remembers, fetches, or takes its time. */
  onlyInPlace?: true;
  /** Set where all that it does besides is to remember what is of one case alone, so that it can be asked at each call. */
  remembers?: true;
  /** Set where it acts otherwise only after the right part, which is asynchronous, has told or thrown this. */
  onlyAfter?: (told: unknown, args: readonly unknown[]) => boolean;
  rules?: Partial<Rules>;
  repositories?: (real: Repositories, database: Database) => Partial<Repositories>;
}

/** To be set as `onlyAfter` by a store that spends wrongly, and takes a first use as the right one does. */
export const refused = (told: unknown) => told === false;

export function mutant(mutant: Mutant): Mutant {
  return mutant;
}

/** What a mutant puts in place of methods of repositories, by `repository.method`. */
export function swappedMethods(
  { repositories }: Mutant,
  real: Repositories,
  database: Database,
): Record<string, unknown> {
  const swapped = Object.entries(repositories?.(real, database) ?? {}).flatMap(([repository, methods]) => {
    const right: Record<string, unknown> = { ...real[repository as keyof Repositories] };
    return Object.entries(methods)
      .filter(([name, method]) => right[name] !== method)
      .map(([name, method]) => [`${repository}.${name}`, method]);
  });
  return Object.fromEntries(swapped);
}

/** All mutants of this folder by their ids, in alphabetical order; as sources and as what is compiled from them. */
export async function loadMutants(): Promise<Map<string, Mutant>> {
  const names = (await readdir(import.meta.dirname)).sort();
  const mutants = new Map<string, Mutant>();
  for (const name of names) {
    const id = /^([a-z0-9-]+)\.(?:ts|js)$/.exec(name)?.[1];
    if (id === undefined || id === 'mutant') continue;
    const module: { default: Mutant } = await import(new URL(name, import.meta.url).href);
    mutants.set(id, module.default);
  }
  return mutants;
}
