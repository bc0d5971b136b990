import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs } from '../ask-as.ts';
import { type TriedTarget, tryTarget } from '../try-target.ts';
import { ownFixtures } from './start.ts';

let tried: TriedTarget;
beforeAll(async () => {
  tried = await tryTarget(join(import.meta.dirname, 'target.yaml'));
});
afterAll(() => tried[Symbol.asyncDispose]());

const ask = (id: string, form: Record<string, string>) =>
  askAs(tried.client(id), tried.issuer, `${tried.issuer}/token`, form);
/** It form-decodes nothing, see known-failures.yaml. */
const unencodable = ['svc-basic-special', 'svc-spaced-secret'];

test('the target file lists every fixture that it can have, and the version that is installed', async () => {
  expect(tried.target.oauth?.clients.map(({ id }) => id)).toEqual(ownFixtures.map(({ id }) => id));
  const manifest = join(import.meta.dirname, '../../../node_modules/@node-oauth/oauth2-server/package.json');
  expect(tried.target.version).toBe(JSON.parse(await readFile(manifest, 'utf8')).version);
});

test.each(ownFixtures.filter(({ id }) => !unencodable.includes(id)))(
  '$id gets a token by $method',
  async ({ id }) => {
    expect(await ask(id, { grant_type: 'client_credentials' })).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'Bearer' },
    });
  },
);

test('a refresh token comes from the password grant, is good once, and for its own client only', async () => {
  const { username = '', password = '' } = tried.target.oauth?.refreshBy ?? {};
  const refused = { status: 400, body: { error: 'invalid_grant' } };
  expect(await ask('svc-post', { grant_type: 'password', username, password: 'another' })).toMatchObject(
    refused,
  );
  const granted = await ask('svc-post', { grant_type: 'password', username, password });
  const refresh = { grant_type: 'refresh_token', refresh_token: String(granted.body.refresh_token) };
  expect(await ask('svc-post-2', refresh)).toMatchObject(refused);
  expect(await ask('svc-post', refresh)).toMatchObject({ status: 200 });
  expect(await ask('svc-post', refresh)).toMatchObject(refused);
});
