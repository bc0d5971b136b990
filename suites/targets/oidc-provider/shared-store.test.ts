import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sharedStore, storeServer } from './shared-store.ts';

async function twoInstances() {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-store-'));
  const socket = join(folder, 'store.sock');
  const server = storeServer();
  await once(server.listen(socket), 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
    await rm(folder, { recursive: true });
  });
  return [sharedStore(socket), sharedStore(socket)] as const;
}

test('every value comes back to another instance as it was given', async () => {
  const [one, two] = await twoInstances();
  const payload = { exp: Infinity, iss: 'svc-es256', none: undefined, list: [1, 'two'] };
  await one('ReplayDetection').upsert('a', payload);
  expect(await two('ReplayDetection').find('a')).toEqual(payload);
  expect(await two('ReplayDetection').find('b')).toBeUndefined();
  expect(await two('AccessToken').find('a')).toBeUndefined();
});

test('what one instance consumes, destroys or revokes is so for the other', async () => {
  const [one, two] = await twoInstances();
  const [codes, sameCodes] = [one('AuthorizationCode'), two('AuthorizationCode')];
  for (const id of ['used', 'destroyed', 'revoked']) await codes.upsert(id, { grantId: id, uid: id });
  await sameCodes.consume('used');
  await sameCodes.destroy('destroyed');
  await sameCodes.revokeByGrantId('revoked');
  expect(await codes.findByUid('used')).toMatchObject({ consumed: expect.any(Number) });
  expect(await codes.find('destroyed')).toBeUndefined();
  expect(await codes.find('revoked')).toBeUndefined();
});
