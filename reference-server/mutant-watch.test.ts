import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Keyring } from './keys/keyring.ts';
import { MutantWatch } from './mutant-watch.ts';
import { loadMutants, type Mutant, refused } from './mutants/mutant.ts';
import { onlyWhere } from './mutants/parts/only-where.ts';
import { judgeInOrder } from './rules/chains.ts';
import { grantAllowed } from './rules/grants.ts';
import type { Rules } from './rules.ts';
import { openDatabase } from './storage/open-database.ts';
import { type Repositories, repositoriesIn } from './storage/repositories.ts';
import type { Database } from './storage/schema.ts';

const mutant = (rules: Partial<Rules>, others: Partial<Mutant> = {}): Mutant => ({
  ...{ breaks: ['CA-000'], how: 'For this test.', rules },
  ...others,
});

function watchOf(mutants: Record<string, Mutant>) {
  const watch = new MutantWatch(new Map(Object.entries(mutants)));
  return { rules: watch.parts.rules ?? {}, watch };
}

test('a rule that would answer otherwise is noted, one that would not is not', () => {
  const { rules, watch } = watchOf({
    strict: mutant({ grantAllowed: () => false }),
    lax: mutant({ grantAllowed: () => true }),
    elsewhere: mutant({ tokenCaching: () => 'public' }),
  });
  const client = { grantTypes: ['client_credentials'] } as unknown as Parameters<Rules['grantAllowed']>[0];
  expect(rules.grantAllowed?.(client, 'client_credentials')).toBe(true);
  expect([...watch.take()]).toEqual(['strict']);
  expect(rules.grantAllowed?.(client, 'refresh_token')).toBe(false);
  expect([...watch.take()]).toEqual(['lax']);
  expect([...watch.take()]).toEqual([]);
});

test('to throw is an answer like others', () => {
  const throwing = () => {
    throw new RangeError('wrong');
  };
  const { rules, watch } = watchOf({ throws: mutant({ tokenCaching: throwing }) });
  expect(rules.tokenCaching?.('client_credentials')).toBe('no-store');
  expect([...watch.take()]).toEqual(['throws']);
});

test('a rule that answers later is compared when it has', async () => {
  const { rules, watch } = watchOf({
    trusting: mutant({ signatureFailure: async () => undefined }),
    deaf: mutant({ signatureFailure: async () => 'algorithm_not_allowed' }),
  });
  const assertion = { header: { alg: 'none' } } as unknown as Parameters<Rules['signatureFailure']>[0];
  const client = { pinnedAlgorithm: undefined } as unknown as Parameters<Rules['signatureFailure']>[2];
  const own = { algorithmAllowed: () => false } as unknown as Rules;
  const failure = await rules.signatureFailure?.(assertion, 'private_key_jwt', client, own);
  expect(failure).toBe('algorithm_not_allowed');
  expect([...watch.take()]).toEqual(['trusting']);
});

test('what a mutant asks for in turn, asked itself, is not held against others', () => {
  const { rules, watch } = watchOf({
    asks: mutant({
      grantAllowed: (client, grant) => {
        rules.tokenCaching?.(grant);
        return grantAllowed(client, grant);
      },
    }),
    caches: mutant({ tokenCaching: () => 'public' }),
  });
  const client = { grantTypes: [] } as unknown as Parameters<Rules['grantAllowed']>[0];
  expect(rules.grantAllowed?.(client, 'client_credentials')).toBe(false);
  expect([...watch.take()]).toEqual([]);
});

test('what only remembers is asked at each call, and noted where its memory shows', () => {
  const answered = new Set<string>();
  const { rules, watch } = watchOf({
    remembers: mutant(
      { tokenCaching: (grant) => (answered.add(grant).size > 1 ? 'public' : 'no-store') },
      { remembers: true },
    ),
  });
  rules.tokenCaching?.('client_credentials');
  expect([...watch.take()]).toEqual([]);
  rules.tokenCaching?.('refresh_token');
  rules.tokenCaching?.('authorization_code');
  expect([...watch.take()]).toEqual(['remembers']);
  expect(answered.size).toBe(3);
});

test('what only names is noted where it names alike what the right one tells apart, or apart what that names alike', () => {
  const { rules, watch } = watchOf({
    renames: mutant({ secretDigest: (secret) => `wrong ${secret}` }),
    folds: mutant({ secretDigest: (secret) => secret.toLowerCase() }),
    forgets: mutant({
      identifierOf: ({ claims }) => (claims.jti === 'odd' ? undefined : String(claims.jti)),
    }),
    splits: mutant({ identifierOf: ({ claims }) => `${claims.jti} ${claims.iat}` }),
  });
  const named = (jti: string, iat: number) =>
    rules.identifierOf?.({ claims: { jti, iat } } as unknown as Parameters<Rules['identifierOf']>[0]);
  rules.secretDigest?.('secret');
  named('one', 1);
  named('one', 1);
  expect([...watch.take()]).toEqual([]);
  rules.secretDigest?.('Secret');
  expect([...watch.take()]).toEqual(['folds']);
  named('one', 2);
  expect([...watch.take()]).toEqual(['splits']);
  named('odd', 2);
  expect([...watch.take()]).toEqual(['forgets']);
});

test('what does more than answer is not asked, and counts wherever it would have been called', () => {
  let asked = 0;
  const counting = () => {
    asked++;
    return 'no-store';
  };
  const { rules, watch } = watchOf({ counts: mutant({ tokenCaching: counting }, { onlyInPlace: true }) });
  expect(rules.tokenCaching?.('client_credentials')).toBe('no-store');
  expect([...watch.take()]).toEqual(['counts']);
  expect(asked).toBe(0);
});

test('a part that says where it acts otherwise acts there alone', () => {
  const picky = onlyWhere(
    (a: string, b: string) => a + b,
    (a) => a === 'odd',
    () => 'otherwise',
  );
  expect([picky('a', 'b'), picky('odd', 'b')]).toEqual(['ab', 'otherwise']);
  expect([picky.differs('a', 'b'), picky.differs('odd', 'b')]).toEqual([false, true]);
});

test('what is not asked counts where it says that it acts otherwise, if it says so', async () => {
  const judgeAll: Rules['judgeInOrder'] = (parts, judge) => Promise.all(parts.map(judge));
  const { rules, watch } = watchOf({
    picky: mutant({ judgeInOrder: onlyWhere(judgeInOrder, (parts) => parts.length > 1, judgeAll) }),
    always: mutant({ judgeInOrder: judgeAll }),
  });
  const judge = async (part: string) => part;
  expect(await rules.judgeInOrder?.(['one'], judge)).toEqual(['one']);
  expect([...watch.take()]).toEqual(['always']);
  expect(await rules.judgeInOrder?.(['one', 'two'], judge)).toEqual(['one', 'two']);
  expect([...watch.take()]).toEqual(['picky', 'always']);
});

test('a method of a repository is called as it is, and counts', async () => {
  const spent: unknown[] = [];
  const real = {
    assertionIds: { spend: async (...args: unknown[]) => spent.push(args) > 0, purge: async () => undefined },
  } as unknown as Repositories;
  const { watch } = watchOf({
    forgets: mutant(
      {},
      {
        repositories: ({ assertionIds }) => ({ assertionIds: { ...assertionIds, spend: async () => true } }),
      },
    ),
  });
  const { assertionIds } = watch.parts.repositories?.(real, {} as Database) ?? {};
  await assertionIds?.purge(0);
  expect([...watch.take()]).toEqual([]);
  await assertionIds?.spend('client', 'id', 0);
  expect([...watch.take()]).toEqual(['forgets']);
  expect(spent).toEqual([['client', 'id', 0]]);
});

test('a method that says where it acts otherwise counts there alone', async () => {
  const real = { assertionIds: { spend: async () => true } } as unknown as Repositories;
  const { watch } = watchOf({
    deaf: mutant(
      {},
      {
        repositories: ({ assertionIds }) => ({
          assertionIds: {
            ...assertionIds,
            spend: onlyWhere(
              assertionIds.spend,
              (clientId) => clientId === 'odd',
              async () => false,
            ),
          },
        }),
      },
    ),
  });
  const { assertionIds } = watch.parts.repositories?.(real, {} as Database) ?? {};
  expect(await assertionIds?.spend('client', 'id', 0)).toBe(true);
  expect([...watch.take()]).toEqual([]);
  expect(await assertionIds?.spend('odd', 'id', 0)).toBe(true);
  expect([...watch.take()]).toEqual(['deaf']);
});

test('a rule that is handed what it acts with counts where it says that the answer to the right one decides', async () => {
  const failed = new Error('incomplete');
  const { rules, watch } = watchOf({
    lenient: mutant({ judgeInOrder: async () => [] }, { onlyAfter: (told) => told === failed }),
  });
  expect(await rules.judgeInOrder?.(['one'], async (part) => part)).toEqual(['one']);
  expect([...watch.take()]).toEqual([]);
  const fail = () => Promise.reject(failed);
  await expect(rules.judgeInOrder?.(['one'], fail)).rejects.toThrow('incomplete');
  expect([...watch.take()]).toEqual(['lenient']);
});

test('a method that agrees with the right one where that says yes counts only where it says no', async () => {
  const fresh = [true, false];
  const real = { assertionIds: { spend: async () => fresh.shift() } } as unknown as Repositories;
  const { watch } = watchOf({
    forgets: mutant(
      {},
      {
        onlyAfter: refused,
        repositories: ({ assertionIds }) => ({ assertionIds: { ...assertionIds, spend: async () => true } }),
      },
    ),
  });
  const { assertionIds } = watch.parts.repositories?.(real, {} as Database) ?? {};
  expect(await assertionIds?.spend('client', 'id', 0)).toBe(true);
  expect([...watch.take()]).toEqual([]);
  expect(await assertionIds?.spend('client', 'id', 0)).toBe(false);
  expect([...watch.take()]).toEqual(['forgets']);
});

test('a mutant that counts only where the right store refuses takes every first use as that does', async () => {
  const { database } = await openDatabase(':memory:');
  onTestFinished(() => database.destroy());
  const real = repositoriesIn(database, {} as Keyring, String);
  const wrong = [...(await loadMutants()).values()].filter(({ onlyAfter }) => onlyAfter === refused);
  expect(wrong.length).toBeGreaterThan(0);
  for (const { repositories } of wrong) {
    const { assertionIds } = repositories?.(real, database) ?? {};
    const first = (client: string) => assertionIds?.spend(client, randomUUID(), Date.now() + 60_000);
    expect([await first('one'), await first('one'), await first('another')]).toEqual([true, true, true]);
  }
});

test('a rule that remembers, fetches or takes its time says so', async () => {
  for (const [id, { rules, onlyInPlace = false, remembers = false }] of await loadMutants()) {
    if (!rules) continue;
    const source = await readFile(join(import.meta.dirname, 'mutants', `${id}.ts`), 'utf8');
    const hasMemory = /^(const \w+ = new |let )/m.test(source);
    const doesMore = /\bfetch\(|slowHash\(|pause\(/.test(source);
    expect(onlyInPlace || remembers, id).toBe(hasMemory || doesMore);
    expect(remembers && doesMore, id).toBe(false);
  }
});
