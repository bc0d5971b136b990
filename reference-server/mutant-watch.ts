import { isDeepStrictEqual } from 'node:util';
import { type Mutant, swappedMethods } from './mutants/mutant.ts';
import { type Rules, rulesOf, type ServerProfile } from './rules.ts';
import type { Repositories } from './storage/repositories.ts';
import type { Database } from './storage/schema.ts';

/** What acts may say where it acts otherwise than the right one. */
type Part = ((...args: unknown[]) => unknown) & { differs?(...args: unknown[]): boolean };
type Parts = Record<string, Part>;

type Swapper = { id: string; name: string; rule: Part; onlyInPlace: boolean };
type MethodSwapper = { id: string; name: string; method: Part; onlyWhereRefused: boolean };

/** These are handed what they can act with, so they can't be asked aside. */
const actingRules: ReadonlySet<string> = new Set<keyof Rules>([
  ...([
    'callerOfToken',
    'callerOfIntrospection',
    'callerOfRevocation',
    'callerOfPushedAuthorization',
  ] as const),
  'judgeInOrder',
]);

/**
 * The parts of a server that is right, and that notes which mutants would have acted otherwise. A rule of a mutant is asked
 * beside the right one and compared. What may do more than answer isn't asked, and counts as acting otherwise wherever it
 * would have been called, or where it says that it acts otherwise; so do the methods of repositories.
 */
export class MutantWatch {
  /** To be swapped in for those of the server. */
  readonly parts: Pick<Mutant, 'rules' | 'repositories'>;
  readonly #mutants: ReadonlyMap<string, Mutant>;
  #acted = new Set<string>();

  /** All of which run where this profile is promised. */
  constructor(mutants: ReadonlyMap<string, Mutant>, profile?: ServerProfile) {
    this.#mutants = mutants;
    const right = rulesOf(profile) as unknown as Parts;
    const swappers = [...mutants].flatMap(([id, { rules: swapped = {}, onlyInPlace = false }]) =>
      Object.entries(swapped as Parts).map(([name, rule]): Swapper => ({ id, name, rule, onlyInPlace })),
    );
    const watched = [...Map.groupBy(swappers, ({ name }) => name)].map(([name, swapping]) => [
      name,
      this.#watchedRule(right[name] as Part, swapping),
    ]);
    this.parts = {
      rules: Object.fromEntries(watched),
      repositories: (real, database) => this.#watchedRepositories(real, database),
    };
  }

  /** Ids of those that would have acted otherwise since this was last asked. */
  take(): ReadonlySet<string> {
    const acted = this.#acted;
    this.#acted = new Set();
    return acted;
  }

  #watchedRule(right: Part, swapping: readonly Swapper[]): Part {
    return (...args) => {
      const asked = swapping
        .filter(({ id }) => !this.#acted.has(id))
        .filter((one) => this.#askable(one, args));
      const answer = outcomeOf(right, args);
      if (answer.value instanceof Promise) return this.#whenAnswered(answer.value, asked, args);
      for (const { id, rule } of asked) this.#compare(id, answer, outcomeOf(rule, args));
      if (answer.threw) throw answer.value;
      return answer.value;
    };
  }

  #askable({ id, name, rule, onlyInPlace }: Swapper, args: unknown[]): boolean {
    const askable = !onlyInPlace && !actingRules.has(name);
    if (!askable && mayDiffer(rule, args)) this.#acted.add(id);
    return askable;
  }

  async #whenAnswered(
    answer: Promise<unknown>,
    asked: readonly Swapper[],
    args: unknown[],
  ): Promise<unknown> {
    const [right, ...wrong] = await Promise.allSettled([
      answer,
      ...asked.map(async ({ rule }) => rule(...args)),
    ]);
    for (const [index, { id }] of asked.entries()) this.#compare(id, right, wrong[index]);
    return answer;
  }

  #compare(id: string, right: unknown, wrong: unknown): void {
    if (!isDeepStrictEqual(right, wrong)) this.#acted.add(id);
  }

  #watchedRepositories(real: Repositories, database: Database): Partial<Repositories> {
    const swaps = [...this.#mutants].flatMap(([id, mutant]) =>
      Object.entries(swappedMethods(mutant, real, database) as Parts).map(
        ([name, method]): MethodSwapper => ({
          ...{ id, name, method },
          onlyWhereRefused: mutant.onlyWhereRefused ?? false,
        }),
      ),
    );
    const swappers = Map.groupBy(swaps, ({ name }) => name);
    const watchedIn = (repository: string, methods: Parts) =>
      Object.entries(methods).map(([name, method]) => {
        const swapping = swappers.get(`${repository}.${name}`) ?? [];
        return [name, this.#counted(swapping, method.bind(methods))];
      });
    return Object.fromEntries(
      Object.entries(real).map(([name, methods]) => [name, Object.fromEntries(watchedIn(name, methods))]),
    );
  }

  #counted(swapping: readonly MethodSwapper[], right: Part): Part {
    const count = (onRefusal: boolean, args: unknown[]) => {
      for (const { id, method, onlyWhereRefused } of swapping)
        if (onlyWhereRefused === onRefusal && mayDiffer(method, args)) this.#acted.add(id);
    };
    const countsRefusals = swapping.some(({ onlyWhereRefused }) => onlyWhereRefused);
    return (...args) => {
      count(false, args);
      const answer = right(...args);
      if (!countsRefusals) return answer;
      return Promise.resolve(answer).then((told) => {
        if (told === false) count(true, args);
        return told;
      });
    };
  }
}

/** Whatever does not say where it acts otherwise may do so anywhere. */
function mayDiffer(part: Part, args: unknown[]): boolean {
  return part.differs?.(...args) !== false;
}

function outcomeOf(part: Part, args: unknown[]): { threw: boolean; value: unknown } {
  try {
    return { threw: false, value: part(...args) };
  } catch (error) {
    return { threw: true, value: error };
  }
}
