import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadTargetFile, resolveTarget } from './load-target.ts';
import { makeFolder } from './test-folder.ts';

const head = 'name: some-idp\nbaseUrls: [http://localhost:8080]\n';
const secret = 'secret: { file: ./secret }';

test('a file that extends another takes over the top-level keys that it has not', async () => {
  await using folder = await makeFolder({
    'base/target.yaml': `${head}version: "1"\noauth: { issuer: "http://localhost:8080", clients: [{ id: a, method: none }] }\n`,
    'target.yaml': 'extends: base/target.yaml\nname: y\nprofile: { extends: oidc }\n',
  });
  const target = await resolveTarget(await loadTargetFile(folder.path('target.yaml')));
  const { name, version, baseUrls, oauth, profile } = target;
  expect([name, version, baseUrls, oauth?.clients.length, profile.base]).toEqual([
    ...['y', '1', ['http://localhost:8080'], 1, 'oidc'],
  ]);
});

test('a path that is taken over is relative to the file that extends, and a problem is named where its key stands', async () => {
  await using folder = await makeFolder({
    'base/target.yaml': `${head}oauth:\n  issuer: http://localhost\n  clients: [{ id: a, method: client_secret_basic, ${secret} }]\n`,
    'base/secret': 's',
    'target.yaml': 'extends: base/target.yaml\nname: y\nheaders: { a: "b\\r\\nc: d" }\n',
  });
  const problem = await folder.problemOf(loadTargetFile(folder.path('target.yaml')));
  expect(problem).toContain('target.yaml:3:15 headers.a: expected one line');
  await writeFile(folder.path('target.yaml'), 'extends: base/target.yaml\nname: y\n');
  expect(await folder.problemOf(loadTargetFile(folder.path('target.yaml')))).toBe(
    'InvalidFile: base/target.yaml:5:67 oauth.clients[0].secret.file: secret does not exist',
  );
});

test('a file that is extended extends none', async () => {
  await using folder = await makeFolder({
    'target.yaml': 'extends: one.yaml\nname: x\n',
    'one.yaml': 'extends: other.yaml\nname: x\n',
  });
  expect(await folder.problemOf(loadTargetFile(folder.path('target.yaml')))).toBe(
    'InvalidFile: one.yaml:1:10 extends: target.yaml extends this file, which then extends none',
  );
});
