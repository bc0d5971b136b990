import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import { type Mutant, swappedMethods } from './mutants/mutant.ts';
import { type Rules, rulesOf, type ServerProfile } from './rules.ts';
import type { Repositories } from './storage/repositories.ts';
import type { Database } from './storage/schema.ts';

/** What acts may say where it acts otherwise than the right one. */
type Part = ((...args: unknown[]) => unknown) & { differs?(...args: unknown[]): boolean };
type Parts = Record<string, Part>;

/** A part of a mutant, in whose place the right one is called. */
type Swapper = { id: string; mutant: Mutant; name: string; part: Part };
type Asked = Swapper & { agree: Agree };
/** Whether these answers come to the same. */
type Agree = (right: Outcome, wrong: Outcome) => boolean;
type Outcome = { threw: boolean; value: unknown };

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

/** Their answers are only ever compared with one another. */
const namingRules: ReadonlySet<string> = new Set<keyof Rules>(['identifierOf', 'secretDigest']);

/**
 * The parts of a server that is right, and that notes which mutants would have acted otherwise. A rule of a mutant is asked
 * beside the right one and compared. What may do more than answer isn't asked, and counts as acting otherwise wherever it
 * would have been called, or where it says that it acts otherwise; so do the methods of repositories.
 */
export class MutantWatch {
  /** To be swapped in for those of the server. */
  readonly parts: Pick<Mutant, 'rules' | 'repositories'>;
  readonly #mutants: ReadonlyMap<string, Mutant>;
  /** Set while a mutant is asked: what it asks for in turn is nothing that the server did. */
  readonly #aside = new AsyncLocalStorage<true>();
  #acted = new Set<string>();

  /** All of which run where this profile is promised. */
  constructor(mutants: ReadonlyMap<string, Mutant>, profile?: ServerProfile) {
    this.#mutants = mutants;
    const right = rulesOf(profile) as unknown as Parts;
    const swappers = this.#swappers(({ rules = {} }) => rules as Parts);
    this.parts = {
      rules: Object.fromEntries(
        [...swappers].map(([name, swapping]) => [name, this.#watchedRule(right[name] as Part, swapping)]),
      ),
      repositories: (real, database) => this.#watchedRepositories(real, database),
    };
  }

  /** Ids of those that would have acted otherwise since this was last asked. */
  take(): ReadonlySet<string> {
    const acted = this.#acted;
    this.#acted = new Set();
    return acted;
  }

  /** All that swap a part, by its name. */
  #swappers(partsOf: (mutant: Mutant) => Parts): Map<string, Swapper[]> {
    const all = [...this.#mutants].flatMap(([id, mutant]) =>
      Object.entries(partsOf(mutant)).map(([name, part]): Swapper => ({ id, mutant, name, part })),
    );
    return Map.groupBy(all, ({ name }) => name);
  }

  #watchedRule(right: Part, swapping: readonly Swapper[]): Part {
    const counted = this.#counted(
      swapping.filter((one) => !canBeAsked(one)),
      right,
    );
    const asked = swapping.filter(canBeAsked).map((one): Asked => ({ ...one, agree: agreementOn(one.name) }));
    return (...args) => {
      if (this.#aside.getStore()) return right(...args);
      const open = asked.filter(({ id, mutant }) => mutant.remembers || !this.#acted.has(id));
      const answer = outcomeOf(counted, args);
      const wrong = open.map(({ part }) => this.#aside.run(true, () => outcomeOf(part, args)));
      if (answer.value instanceof Promise) return this.#whenAnswered(answer.value, open, wrong);
      this.#compare(open, answer, wrong);
      if (answer.threw) throw answer.value;
      return answer.value;
    };
  }

  async #whenAnswered(
    answer: Promise<unknown>,
    asked: readonly Asked[],
    answers: readonly Outcome[],
  ): Promise<unknown> {
    const wrong = answers.map((one) => (one.threw ? one : settled(one.value)));
    this.#compare(asked, await settled(answer), await Promise.all(wrong));
    return answer;
  }

  #compare(asked: readonly Asked[], right: Outcome, wrong: readonly Outcome[]): void {
    for (const [index, { id, agree }] of asked.entries())
      if (!agree(right, wrong[index] as Outcome)) this.#acted.add(id);
  }

  #watchedRepositories(real: Repositories, database: Database): Partial<Repositories> {
    const swappers = this.#swappers((mutant) => swappedMethods(mutant, real, database) as Parts);
    const watchedIn = (repository: string, methods: Parts) =>
      Object.entries(methods).map(([name, method]) => {
        const swapping = swappers.get(`${repository}.${name}`) ?? [];
        return [name, this.#counted(swapping, method.bind(methods))];
      });
    return Object.fromEntries(
      Object.entries(real).map(([name, methods]) => [name, Object.fromEntries(watchedIn(name, methods))]),
    );
  }

  /** Those that can't be asked. */
  #counted(swapping: readonly Swapper[], right: Part): Part {
    const onceAnswered = swapping.filter(({ mutant }) => mutant.onlyAfter);
    const atOnce = swapping.filter(({ mutant }) => !mutant.onlyAfter);
    const count = (swapper: Swapper, args: unknown[]) => {
      if (mayDiffer(swapper.part, args)) this.#acted.add(swapper.id);
    };
    return (...args) => {
      for (const one of atOnce) count(one, args);
      const answer = right(...args);
      if (onceAnswered.length === 0) return answer;
      return settled(answer).then(({ threw, value }) => {
        for (const one of onceAnswered) if (one.mutant.onlyAfter?.(value, args)) count(one, args);
        if (threw) throw value;
        return value;
      });
    };
  }
}

function canBeAsked({ name, mutant }: Swapper): boolean {
  return !mutant.onlyInPlace && !mutant.onlyAfter && !actingRules.has(name);
}

function agreementOn(name: string): Agree {
  return namingRules.has(name) ? agreeingNames() : isDeepStrictEqual;
}

/** Whether both tell the same apart, as far as they have been asked. */
function agreeingNames(): Agree {
  const firstWrong = new Map<string, string>();
  const firstRight = new Map<string, string>();
  return (right, wrong) => {
    if (typeof right.value !== 'string' || typeof wrong.value !== 'string')
      return isDeepStrictEqual(right, wrong);
    if (!firstWrong.has(right.value)) firstWrong.set(right.value, wrong.value);
    if (!firstRight.has(wrong.value)) firstRight.set(wrong.value, right.value);
    return firstWrong.get(right.value) === wrong.value && firstRight.get(wrong.value) === right.value;
  };
}

/** Whatever does not say where it acts otherwise may do so anywhere. */
function mayDiffer(part: Part, args: unknown[]): boolean {
  return part.differs?.(...args) !== false;
}

function outcomeOf(part: Part, args: unknown[]): Outcome {
  try {
    return { threw: false, value: part(...args) };
  } catch (error) {
    return { threw: true, value: error };
  }
}

async function settled(answer: unknown): Promise<Outcome> {
  const [{ status, ...told }] = await Promise.allSettled([answer]);
  return { threw: status === 'rejected', value: 'value' in told ? told.value : told.reason };
}
