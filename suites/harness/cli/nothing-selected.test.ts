import { beforeAll, expect, test } from 'vitest';
import { loadRegistry, type Registry } from '../../../requirements/registry.ts';
import { loadCases, type NamedCase } from '../load-cases.ts';
import type { Selection } from '../select.ts';
import { nothingSelected } from './nothing-selected.ts';

let registry: Registry;
let cases: NamedCase[];
beforeAll(async () => {
  [registry, cases] = await Promise.all([loadRegistry(), loadCases()]);
});

const ids = (id: string) => [id];

test.each<[flags: string, selection: Partial<Selection>, why: string]>([
  ['an area without cases', { areas: ids('totp') }, 'There are no cases of totp yet.'],
  [
    'a pending requirement',
    { requirements: ids('TOTP-001') },
    'No case verifies TOTP-001 (pending: needs the TOTP factor).',
  ],
  ['an excluded requirement', { requirements: ids('CA-056') }, 'No case verifies CA-056 (excluded: '],
  [
    'the beginning of an id',
    { cases: ids('client-auth/raced') },
    'No case matches client-auth/raced. Did you mean client-auth/raced-assertion-is-accepted-once?',
  ],
  [
    'a variant that is not there',
    { cases: ids('client-auth/raced-assertion-is-accepted-once#private-key') },
    'No case matches client-auth/raced-assertion-is-accepted-once#private-key. Did you mean client-auth/raced-assertion-is-accepted-once#private-key-jwt',
  ],
  [
    'flags that exclude each other',
    { requirements: ids('CA-022'), cases: ids('client-auth/hmac-signed-assertion-authenticates') },
    'No case satisfies all of these flags together.',
  ],
])('it is told of %s', (_, selection, why) => {
  const { message } = nothingSelected(
    { areas: [], requirements: [], cases: [], ...selection },
    cases,
    registry,
  );
  expect(message.startsWith(why), message).toBe(true);
  expect(message).toMatch(/\nSee authproof list cases; --case takes an id, id#variant or a glob\.$/);
});
