import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InvalidConfiguration } from './index.ts';
import { asserting, basic, startTryOut } from './try-out.ts';

test.for([
  'https://as.example/',
  'https://as.example?x',
  'https://as.example#x',
  'as.example',
  'ftp://as.example',
])('the issuer %s is refused', async (issuer) => {
  await expect(startTryOut({ issuer })).rejects.toThrow(InvalidConfiguration);
});

test('a failed start names the file and leaves nothing open', async () => {
  await expect(startTryOut({ clientsFile: '/nowhere/clients.json' })).rejects.toThrow(
    '/nowhere/clients.json: cannot be read.',
  );
});

test('every outcome is audited with its reason', async () => {
  await using server = await startTryOut({
    repositories: (real) => ({
      auditEvents: {
        ...real.auditEvents,
        append: async (event) => {
          events.push([event.clientId, event.mechanism, event.outcome, event.reason]);
        },
      },
    }),
  });
  const events: unknown[] = [];
  const form = asserting(await server.assertion('es256'));
  await server.token(form);
  await server.token(form);
  await server.token({}, basic('basic', 'wrong'));
  await server.token({}, basic('nobody', 'wrong'));
  await server.token({ client_secret: 'x', client_id: 'post' }, basic('basic', 'x'));
  expect(events).toEqual([
    ['es256', 'assertion', 'accepted', undefined],
    ['es256', 'assertion', 'refused', 'replayed'],
    ['basic', 'basic', 'refused', 'secret_mismatch'],
    ['nobody', 'basic', 'refused', 'unknown_client'],
    ['basic', 'basic', 'refused', 'invalid_request'],
  ]);
});

test('where the store cannot tell whether an assertion is fresh, it is refused with 503', async () => {
  const told: unknown[] = [];
  await using server = await startTryOut({
    log: (error) => told.push(error),
    repositories: (_real, database) => ({
      assertionIds: {
        spend: () =>
          database
            .selectFrom('assertion_ids')
            .select('nothing' as 'client_id')
            .execute()
            .then(() => true),
        purge: async () => undefined,
        clear: async () => undefined,
      },
    }),
  });
  const answer = await server.token(asserting(await server.assertion('es256')));
  expect(answer.status).toBe(503);
  expect(await answer.text()).not.toMatch(/access_token|sqlite|nothing/i);
  expect(told).toHaveLength(1);
});

test('a restart on the same file keeps what was used', async () => {
  await using first = await startTryOut();
  const database = join(first.folder, 'database');
  const issuer = 'https://as.example';
  const form = asserting(await first.assertion('es256', { claims: { aud: issuer } }));
  const statuses: number[] = [];
  for (const _start of [1, 2]) {
    await using server = await startTryOut({ database, issuer });
    statuses.push((await server.token(form)).status);
  }
  expect(statuses).toEqual([200, 401]);
});
