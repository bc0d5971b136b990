// @module-tag end-to-end
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';

/** Whether npm reaches a registry, where this is the one that it is told. */
async function isThere(registry: string): Promise<boolean> {
  const script = `
    const { tools } = await import('${new URL('tools.ts', import.meta.url)}');
    process.exitCode = tools.find(({ tag }) => tag === 'npm-registry').isThere() ? 0 : 9;`;
  const asking = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, npm_config_registry: registry },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [exitCode] = await once(asking, 'exit');
  expect([0, 9]).toContain(exitCode);
  return exitCode === 0;
}

test('a registry is there while it answers, and not from the cache afterwards', async () => {
  const latest = { name: 'zod', version: '1.0.0' };
  const zod = { name: 'zod', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': latest } };
  const server = createServer((_, response) => response.end(JSON.stringify(zod))).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await isThere(registry)).toBe(true);
  server.closeAllConnections();
  await once(server.close(), 'close');
  expect(await isThere(registry)).toBe(false);
});
