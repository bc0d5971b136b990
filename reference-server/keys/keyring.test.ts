import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InvalidConfiguration } from '../errors.ts';
import { generateKeyring, loadKeyring } from './keyring.ts';

const folder = await mkdtemp(join(tmpdir(), 'keyring-'));
afterAll(() => rm(folder, { recursive: true }));

async function load(content: string) {
  const file = join(folder, 'keyring.json');
  await writeFile(file, content);
  return loadKeyring(file);
}

test('what is sealed opens for its owner only, and never looks the same twice', async () => {
  const keyring = await load(generateKeyring());
  const sealed = keyring.seal('secret', 'owner');
  expect(keyring.open(sealed, 'owner')).toBe('secret');
  expect(() => keyring.open(sealed, 'other')).toThrow();
  expect(keyring.seal('secret', 'owner')).not.toBe(sealed);
});

test('what an earlier key sealed still opens after the current key changed', async () => {
  const earlier = generateKeyring();
  const sealed = (await load(earlier)).seal('secret', 'owner');
  const later = JSON.parse(generateKeyring());
  const rotated = { current: later.current, keys: { ...later.keys, ...JSON.parse(earlier).keys } };
  expect((await load(JSON.stringify(rotated))).open(sealed, 'owner')).toBe('secret');
  expect(() => JSON.parse(sealed)).not.toThrow();
  const retired = await load(JSON.stringify(later));
  expect(() => retired.open(sealed, 'owner')).toThrow(InvalidConfiguration);
});

test.for([
  ['no JSON', 'canary'],
  ['a current key that is not there', JSON.stringify({ current: 'a', keys: {} })],
  ['a key of another size', JSON.stringify({ current: 'a', keys: { a: 'Y2FuYXJ5' } })],
  ['anything else beside', JSON.stringify({ current: 'a', keys: {}, more: 1 })],
])('%s is refused without quoting the file', async ([, content]) => {
  const error = await load(content ?? '').catch((error: unknown) => error);
  expect(error).toBeInstanceOf(InvalidConfiguration);
  expect(String(error)).not.toMatch(/canary|Y2FuYXJ5/);
});
