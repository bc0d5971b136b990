import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs } from '../ask-as.ts';
import { type TriedTarget, tryTarget } from '../try-target.ts';
import { knownFailures } from './generate.ts';

let tried: TriedTarget;
beforeAll(async () => {
  tried = await tryTarget(join(import.meta.dirname, 'target.yaml'));
});
afterAll(() => tried[Symbol.asyncDispose]());

const grant = { grant_type: 'client_credentials', scope: 'api' };
/** Posts as svc-basic to an instance. */
const ask = (instance: number, path: string, form: Record<string, string>) =>
  askAs(tried.client('svc-basic'), tried.issuer, `${tried.target.baseUrls[instance]}${path}`, form);
const tokenFrom = async (instance: number) =>
  String((await ask(instance, '/token', grant)).body.access_token);
const isActive = async (instance: number, token: string) =>
  (await ask(instance, '/token/introspection', { token })).body.active;

test('its known failures are up to date; their first lines say how to make them', async () => {
  const file = join(import.meta.dirname, 'known-failures.yaml');
  expect(await readFile(file, 'utf8')).toBe(await knownFailures());
});

test('both instances are of one issuer and publish one key', async () => {
  const read = (path: string): Promise<unknown[]> =>
    Promise.all(tried.target.baseUrls.map(async (url) => (await fetch(`${url}${path}`)).json()));
  const { issuer } = tried;
  expect(await read('/.well-known/openid-configuration')).toMatchObject([{ issuer }, { issuer }]);
  const [keys, sameKeys] = await read('/jwks');
  expect(keys).toMatchObject({ keys: [{ kty: 'RSA' }] });
  expect(sameKeys).toEqual(keys);
});

test('what one instance issues or revokes, the other knows', async () => {
  const token = await tokenFrom(0);
  expect(await isActive(1, token)).toBe(true);
  expect(await ask(1, '/token/revocation', { token })).toMatchObject({ status: 200 });
  expect(await isActive(0, token)).toBe(false);
});

test('the clock of each instance moves its time', async () => {
  const { clock } = tried.target.capabilities;
  if (clock.kind !== 'http') throw new Error('the target file declares no clock');
  const tokens = [await tokenFrom(0), await tokenFrom(1)];
  const before = Date.now();
  for (const url of clock.urls) {
    const moved = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${clock.token}` },
      body: JSON.stringify({ advanceSeconds: 3600 }),
    });
    expect(((await moved.json()) as { now: number }).now).toBeGreaterThanOrEqual(before + 3_600_000);
  }
  for (const [instance, token] of tokens.entries()) expect(await isActive(instance, token)).toBe(false);
});
