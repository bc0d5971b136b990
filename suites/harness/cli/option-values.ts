import { InvalidArgumentError } from 'commander';
import type { Format } from '../../../reports/render.ts';
import type { Gate } from '../../../reports/run-report.ts';
import type { Profile } from '../../../requirements/registry.ts';
import type { Listing } from './commands/list.ts';
import { suggestion } from './nearest.ts';

function keysOf<T extends string>(record: Record<T, 0>): T[] {
  return Object.keys(record) as T[];
}

/** Kept complete by their types: importing the values would load what the command at hand may not need. */
export const formats = keysOf<Format>({ html: 0, junit: 0, markdown: 0, json: 0 });
export const gates = keysOf<Gate>({ must: 0, should: 0, untestable: 0 });
export const profiles = keysOf<Profile>({ oauth2: 0, oidc: 0, fapi2: 0, authproof: 0 });
export const listings = keysOf<Listing>({ cases: 0, requirements: 0, mutants: 0, targets: 0, features: 0 });
export const scenarios = ['client-auth'];
export const frameworks = ['rfc', 'openid', 'asvs', 'nist', 'owasp', 'soc2', 'iso27001', 'gdpr', 'seeds'];

/** For options that may be repeated. */
export const collect = (value: string, all: string[] = []) => [...all, value];

export function oneOf<T extends string>(known: readonly T[]): (word: string) => T {
  return (word) => {
    const found = known.find((one) => one === word);
    if (found === undefined) throw new InvalidArgumentError(suggestion(word, known));
    return found;
  };
}

/** Words with commas between. */
export function listOf<T extends string>(known: readonly T[]): (text: string) => T[] {
  return (text) => text.split(',').map((word) => oneOf(known)(word.trim()));
}

export function wholeNumber(largest = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= largest) return number;
    const bound = largest < Number.MAX_SAFE_INTEGER ? ` to ${largest}` : '';
    throw new InvalidArgumentError(`Expected a whole number from 1${bound}.`);
  };
}
