import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { send } from './http/send.ts';
import { Restarter } from './restart.ts';
import { tryRestart } from './self-test.ts';
import { makeFolder } from './target/test-folder.ts';
import { openCase, openSession } from './testing/open-case.ts';
import { startTestServer } from './testing/test-server.ts';
import { targetAt } from './testing/test-target.ts';

const never = new AbortController().signal;
const endpoints = { token: { url: '/token', methods: null, audience: null } };

/** A server that can be ended and started again at its address, and counts how often it was. */
async function startRestartable({ accepts = true } = {}) {
  let starts = 0;
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;

  async function listen(at: number) {
    starts += 1;
    const created = createServer((_, response) => {
      const body = accepts ? { access_token: 'x', token_type: 'Bearer' } : { error: 'invalid_client' };
      response.writeHead(accepts ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await once(created.listen(at, '127.0.0.1'), 'listening');
    return created;
  }

  async function end() {
    if (!server.listening) return;
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    starts: () => starts,
    end,
    async restart() {
      await end();
      server = await listen(port);
    },
    [Symbol.asyncDispose]: end,
  };
}

test('what the launch module restarts is waited for, and its time is not counted', async () => {
  await using target = await startRestartable();
  const asked: (number | undefined)[] = [];
  const restart = {
    async run(instance?: number) {
      asked.push(instance);
      await target.restart();
    },
  };
  await using open = await openCase(
    targetAt([target.url], { oauth: { endpoints }, capabilities: { restart } }),
  );
  await open.context.restart();
  await open.context.restart(0);
  expect(asked).toEqual([undefined, 0]);
  expect(target.starts()).toBe(3);
  expect(open.session.waitedMs).toBeGreaterThan(0);
});

test('a command is run in the folder of the target file, with whatever it needs of time', async () => {
  await using target = await startRestartable();
  await using control = await startTestServer(async () => {
    await target.restart();
    return { status: 200, body: '' };
  });
  await using folder = await makeFolder({ 'target.yaml': '' });
  await writeFile(folder.path('restart.mjs'), `await fetch('${control.url}');`);
  const restart = { command: [process.execPath, 'restart.mjs'] };
  const file = folder.path('target.yaml');
  await using open = await openCase(
    targetAt([target.url], { file, oauth: { endpoints }, capabilities: { restart } }),
  );
  await open.context.restart();
  expect(target.starts()).toBe(2);
});

test('a command that fails is an error that tells what it said', async () => {
  await using target = await startRestartable();
  const restart = { command: [process.execPath, '-e', 'console.error("no such unit"); process.exit(3)'] };
  await using open = await openCase(
    targetAt([target.url], { oauth: { endpoints }, capabilities: { restart } }),
  );
  await expect(open.context.restart()).rejects.toThrow('no such unit');
});

test('what leaves its connections open has not restarted, and what does not come back is an error', async () => {
  await using target = await startRestartable();
  const restarter = (run: () => Promise<void>) =>
    new Restarter(targetAt([target.url], { capabilities: { restart: { run } } }), send, 50);
  await expect(restarter(async () => undefined).restart(undefined, never)).rejects.toMatchObject({
    name: 'Untestable',
    message: `nothing shows that ${target.url} restarted: a connection to it that was open before is open still`,
  });
  await expect(restarter(target.end).restart(undefined, never)).rejects.toThrow(
    `${target.url} does not answer, 0.05 s after it was restarted`,
  );
});

test('without the capability a case is untestable', async () => {
  await using target = await startRestartable();
  await using open = await openCase(targetAt([target.url], { oauth: { endpoints } }));
  await expect(open.context.restart()).rejects.toMatchObject({
    name: 'Untestable',
    message: 'the target file gives no capability restart',
  });
});

test('doctor shows that a restart works, and that a client is accepted afterwards', async () => {
  for (const accepts of [true, false]) {
    await using target = await startRestartable({ accepts });
    const restart = { run: target.restart };
    await using session = await openSession(
      targetAt([target.url], { oauth: { endpoints }, capabilities: { restart } }),
    );
    expect(await tryRestart(session)).toEqual({
      name: 'restart',
      passed: accepts,
      detail: accepts
        ? 'ended, and answered again'
        : 'answered again, but client svc-basic by client_secret_basic: answered 401 invalid_client',
    });
  }
});

test('doctor tells why a restart failed', async () => {
  await using target = await startRestartable();
  const restart = { run: () => Promise.reject(new Error('it did not start')) };
  await using session = await openSession(
    targetAt([target.url], { oauth: { endpoints }, capabilities: { restart } }),
  );
  expect(await tryRestart(session)).toEqual({ name: 'restart', passed: false, detail: 'it did not start' });
});
