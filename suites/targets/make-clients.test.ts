import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { clientsFileOf, fixtures, makeClients } from './make-clients.ts';

async function made(alsoRegister?: Record<string, unknown>) {
  const runDir = await mkdtemp(join(tmpdir(), 'authproof-clients-'));
  onTestFinished(() => rm(runDir, { recursive: true }));
  await makeClients(runDir, alsoRegister);
  const read = (path: string) => readFile(join(runDir, path), 'utf8');
  const clients: Registered[] = JSON.parse(await readFile(clientsFileOf(runDir), 'utf8'));
  const keyFiles = (await readdir(join(runDir, 'keys'))).sort();
  const keys: JWK[] = await Promise.all(keyFiles.map(async (file) => JSON.parse(await read(`keys/${file}`))));
  return { clients, keys, read };
}
type Registered = {
  client_id: string;
  client_secret_file?: string;
  jwks?: { keys: JWK[] };
  contacts?: string[];
};

test('every private key has a kid of its own and a use, and only its public half is registered', async () => {
  const { clients, keys } = await made();
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
  for (const { use, d } of keys) expect([use, typeof d]).toEqual(['sig', 'string']);
  const unnamed = keys.filter(({ alg }) => alg === undefined);
  expect(unnamed).toHaveLength(fixtures.filter(({ keyWithoutAlg }) => keyWithoutAlg).length);
  const registered = clients.flatMap(({ jwks }) => jwks?.keys ?? []);
  expect(registered.map(({ kid }) => kid).sort()).toEqual(keys.map(({ kid }) => kid).sort());
  for (const key of registered) {
    expect(Object.keys(key).filter((member) => ['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(member))).toEqual(
      [],
    );
  }
});

test('the awkward secrets are as awkward as they should be', async () => {
  const { read } = await made();
  const special = await read('secrets/svc-basic-special');
  expect(special).toMatch(/^[\x20-\x7e]+$/);
  for (const character of `:+% &="'\\`) expect(special).toContain(character);
  expect(await read('secrets/svc-long-secret')).toHaveLength(276);
  expect((await read('secrets/svc-hs512')).length).toBeGreaterThanOrEqual(64);
});

test('no two clients share a secret', async () => {
  const { clients, read } = await made();
  const files = clients.flatMap(({ client_secret_file }) => client_secret_file ?? []);
  const secrets = await Promise.all(files.map(read));
  expect(files).toHaveLength(fixtures.filter(({ secret }) => secret).length);
  expect(new Set(secrets).size).toBe(secrets.length);
});

test('a second launch in the same process registers the same keys, and what its target adds', async () => {
  const [first, second] = [await made(), await made({ contacts: ['ops@example.com'] })];
  expect(second.keys).toEqual(first.keys);
  expect(second.clients.map(({ contacts, ...client }) => client)).toEqual(first.clients);
  expect(second.clients[0]?.contacts).toEqual(['ops@example.com']);
});
