import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { askAs } from '../ask-as.ts';
import { fixtures } from '../make-clients.ts';
import { type TriedTarget, tryTarget } from '../try-target.ts';
import { ownFixtures } from './fixtures.ts';
import { startReference } from './in-process.ts';

let tried: TriedTarget;
beforeAll(async () => {
  tried = await tryTarget(join(import.meta.dirname, 'target.yaml'));
});
afterAll(() => tried[Symbol.asyncDispose]());

const grant = { grant_type: 'client_credentials', scope: 'api' };
const listed = [...fixtures, ...ownFixtures];
/** Of those that have a credential: a public client is there to be refused. */
const served = listed.filter(
  ({ id, method, register }) => method !== 'none' && !register?.disabled && id !== 'svc-chain-coded',
);

test('the target file lists every fixture that it knows', () => {
  const named = tried.target.oauth?.clients.map(({ id }) => id) ?? [];
  expect(named.toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
});

test('a disabled client is refused, and its twin with the same secret is served', async () => {
  expect(tried.client('svc-off').secret).toBe(tried.client('svc-off-twin').secret);
  expect(tried.client('svc-off').state).toBe('disabled');
  expect(await tried.ask('svc-off', 'token', grant)).toMatchObject({ status: 401 });
});

test('one method of a chain is not enough', async () => {
  for (const id of ['svc-chain', 'svc-chain-post', 'svc-chain-hmac']) {
    const client = tried.client(id);
    for (const method of client.chain ?? []) {
      const alone = { ...client, chain: [method] };
      const url = String(tried.metadata.token_endpoint);
      expect(await askAs(alone, tried.issuer, url, grant)).toMatchObject({ status: 401 });
    }
  }
});

test('a chain that may use codes only gets nothing without one', async () => {
  const { body } = await tried.ask('svc-chain-coded', 'token', grant);
  expect(body).toMatchObject({ error: 'unauthorized_client' });
});

test('the narrow client gets neither a wider scope nor another grant, which the wide one may have', async () => {
  const wider = { ...grant, scope: 'reports' };
  expect(await tried.ask('svc-wide', 'token', wider)).toMatchObject({ status: 200 });
  expect((await tried.ask('svc-narrow', 'token', wider)).body).toMatchObject({ error: 'invalid_scope' });
  const coded = { grant_type: 'authorization_code', code: 'x' };
  expect((await tried.ask('svc-wide', 'token', coded)).body).toMatchObject({ error: 'invalid_grant' });
  expect((await tried.ask('svc-narrow', 'token', coded)).body).toMatchObject({
    error: 'unauthorized_client',
  });
});

test.each(served)('$id gets a token by $method, and the token tells whose it is', async ({ id }) => {
  const { status, body } = await tried.ask(id, 'token', grant);
  expect({ status, body }).toMatchObject({ status: 200, body: { scope: 'api' } });
  expect(decodeJwt(String(body.access_token))).toMatchObject({ client_id: id });
});

test('the declared clock is the one that the server goes by, over a restart too', async () => {
  const { clock, restart } = tried.target.capabilities;
  if (clock.kind !== 'http') throw new Error('the target file declares no clock');
  const before = Date.now();
  const moved = await fetch(clock.urls[0] ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${clock.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: 3600 }),
  });
  expect(((await moved.json()) as { now: number }).now).toBeGreaterThanOrEqual(before + 3_600_000);
  // Assertions of ask() are good for 30 seconds of the machine's time.
  expect(await tried.ask('svc-es256', 'token', grant)).toMatchObject({ status: 401 });
  expect(await tried.ask('svc-basic', 'token', grant)).toMatchObject({ status: 200 });

  if (!restart || !('run' in restart)) throw new Error('the launch gives no restart');
  await restart.run();
  const dated = (await fetch(tried.issuer)).headers.get('date') ?? '';
  expect(Date.parse(dated)).toBeGreaterThan(before + 3_590_000);
});

test('a mutant runs in memory with its part swapped, a launch on a file', async () => {
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-target-'));
  onTestFinished(() => rm(runDir, { recursive: true }));
  const mutant = {
    breaks: ['CA-001'],
    how: 'Nobody is granted anything.',
    rules: { grantAllowed: () => false },
  };
  await using broken = await startReference({ runDir, mutant });
  const refused = await askAs(
    tried.client('svc-basic'),
    tried.issuer,
    `${broken.baseUrls[0]}/oauth/token`,
    grant,
  );
  expect(refused).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } });
  expect(await readdir(runDir)).not.toContain('reference-server.sqlite');
  expect(await readdir(tried.runDir)).toContain('reference-server.sqlite');
});

test('a mutant of two instances has one store, and is restarted at its addresses', async () => {
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-target-'));
  onTestFinished(() => rm(runDir, { recursive: true }));
  const mutant = { breaks: ['CA-001'], how: 'Nothing is swapped.', on: { instances: 2 } };
  await using started = await startReference({ runDir, mutant });
  const introspect = async (instance: number, token: string) => {
    const url = `${started.baseUrls[instance]}/oauth/introspect`;
    return (await askAs(tried.client('svc-basic'), started.issuer ?? '', url, { token })).body.active;
  };
  const url = `${started.baseUrls[0]}/oauth/token`;
  const issued = await askAs(tried.client('svc-basic'), started.issuer ?? '', url, grant);
  const token = String(issued.body.access_token);
  expect(new Set(started.baseUrls).size).toBe(2);
  expect(await introspect(1, token)).toBe(true);
  await started.restart?.(1);
  expect(await introspect(1, token)).toBe(true);
  await started.restart?.();
  expect([await introspect(0, token), await introspect(1, token)]).toEqual([true, true]);
});

test('what the server meets on its side goes to a log of the run, not to the console', async () => {
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-target-'));
  onTestFinished(() => rm(runDir, { recursive: true }));
  const mutant = {
    breaks: ['CA-001'],
    how: 'It falls over.',
    rules: {
      grantAllowed: () => {
        throw new Error('it fell over');
      },
    },
  };
  await using broken = await startReference({ runDir, mutant });
  const url = `${broken.baseUrls[0]}/oauth/token`;
  const answer = await askAs(tried.client('svc-basic'), tried.issuer, url, grant);
  expect(answer).toMatchObject({ status: 500, body: { error: 'server_error' } });
  expect(await readFile(join(runDir, 'server.log'), 'utf8')).toContain('it fell over');
});
