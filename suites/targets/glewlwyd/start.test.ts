// @module-tag glewlwyd
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { askAs } from '../ask-as.ts';
import { mintingAt } from '../minting.ts';
import { type TriedTarget, tryTarget } from '../try-target.ts';
import { fixturesOf, start } from './start.ts';

let tried: TriedTarget;
beforeAll(async () => {
  tried = await tryTarget(join(import.meta.dirname, 'target.yaml'));
});
afterAll(() => tried[Symbol.asyncDispose]());

const grant = { grant_type: 'client_credentials', scope: 'api' };
/** It form-decodes nothing, see known-failures.yaml. */
const unencodable = ['svc-basic-special', 'svc-spaced-secret'];
/** Its keys are where the harness serves them, it has none, or it is disabled. */
const others = /^svc-(published-.*|public|off|off-[he]s256)$/;
const usable = fixturesOf('').filter(({ id }) => !unencodable.includes(id) && !others.test(id));

/** The audience is the endpoint that is asked. */
function ask(id: string, endpoint = 'token', form: Record<string, string> = grant) {
  const url = `${tried.issuer}/${endpoint}`;
  return askAs(tried.client(id), url, url, form);
}

test('the target file lists every fixture that it can have', () => {
  expect(tried.target.oauth?.clients.map(({ id }) => id)).toEqual(fixturesOf('').map(({ id }) => id));
});

test('the version is that which its known failures are about', async () => {
  const known = await readFile(join(import.meta.dirname, 'known-failures.yaml'), 'utf8');
  expect(known).toContain(`Glewlwyd ${tried.target.version}`);
});

test.each(usable)('$id gets a token by $method', async ({ id }) => {
  expect(await ask(id)).toMatchObject({
    status: 200,
    body: { access_token: expect.any(String), token_type: 'bearer', scope: 'api' },
  });
});

test('introspection, revocation and pushed requests take client authentication', async () => {
  const { body } = await ask('svc-basic');
  const token = String(body.access_token);
  expect((await ask('svc-basic', 'introspect', { token })).body).toMatchObject({ active: true });
  expect(await ask('svc-basic', 'revoke', { token })).toMatchObject({ status: 200 });
  expect((await ask('svc-basic', 'introspect', { token })).body).toEqual({ active: false });
  const pushed = { response_type: 'code', client_id: 'svc-es256', scope: 'api' };
  const redirect_uri = tried.target.oauth?.redirectUri ?? '';
  expect(await ask('svc-es256', 'par', { ...pushed, redirect_uri })).toMatchObject({
    status: 201,
    body: { request_uri: expect.any(String) },
  });
});

test('a minted code is worth tokens once, and is nothing to whoever lacks the control token', async () => {
  const { wanted, mint, redeeming } = mintingAt(tried);
  expect(await mint(wanted, 'another')).toMatchObject({ status: 401 });
  expect(await mint({ ...wanted, client_id: 'nobody' })).toMatchObject({ status: 400 });

  const { code } = (await (await mint(wanted)).json()) as { code: string };
  const redemption = redeeming(code);
  const form = { ...redemption, client_id: 'svc-basic' };
  expect(await ask('svc-basic', 'token', form)).toMatchObject({
    status: 200,
    body: { refresh_token: expect.any(String) },
  });
  expect(await ask('svc-basic', 'token', form)).toMatchObject({ status: 403 });
});

test('a client is disabled and enabled', async () => {
  const { admin } = tried.target.capabilities;
  const change = async (to: string) => {
    const headers = { authorization: `Bearer ${admin?.token}` };
    const { status } = await fetch(`${admin?.url}/clients/svc-basic-2/${to}`, { method: 'POST', headers });
    return { changed: status, asked: (await ask('svc-basic-2')).status };
  };
  expect(await change('disable')).toEqual({ changed: 200, asked: 403 });
  expect(await change('enable')).toEqual({ changed: 200, asked: 200 });
  expect(await change('forget')).toEqual({ changed: 404, asked: 200 });
});

test('time passes at the target as the clock file says', async () => {
  const { clock } = tried.target.capabilities;
  if (clock.kind !== 'faketime') throw new Error('the target file declares no such clock');
  const { body } = await ask('svc-basic');
  const token = String(body.access_token);
  await writeFile(`${clock.file}.next`, '+3700');
  await rename(`${clock.file}.next`, clock.file);
  expect((await ask('svc-basic', 'introspect', { token })).body).toEqual({ active: false });
});

test('what it was told outlives a restart', async () => {
  const { restart } = tried.target.capabilities;
  if (!restart || !('run' in restart)) throw new Error('start() gave no restart');
  const { body } = await ask('svc-basic');
  await restart.run(undefined);
  const introspected = await ask('svc-basic', 'introspect', { token: String(body.access_token) });
  expect(introspected.body).toMatchObject({ active: true, client_id: 'svc-basic' });
});

test('secrets and keys are readable by their owner only', async () => {
  for (const folder of ['secrets', 'keys']) {
    for (const name of await readdir(join(tried.runDir, folder))) {
      const { mode } = await stat(join(tried.runDir, folder, name));
      expect({ name, mode: mode & 0o777 }).toEqual({ name, mode: 0o600 });
    }
  }
});

test('two do not start at one address', async () => {
  const ports = [tried.issuer, tried.issuer, tried.issuer].map((url) => Number(new URL(url).port));
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-target-'));
  onTestFinished(() => rm(runDir, { recursive: true }));
  const { signal } = new AbortController();
  const clockFile = join(runDir, 'clock');
  const starting = start({ ports, instances: 1, runDir, profile: 'oidc', clockFile, signal });
  await expect(starting).rejects.toThrow(/^Another program listens at http:/);
});
