// @module-tag end-to-end
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { authproof, startAuthproof } from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { grant, offer, refuse, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();

test.concurrent('doctor tries the reference server, and leaves its clock alone', async () => {
  const { exitCode, stdout, stderr } = await authproof('doctor');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(
    /^ok {3}target file: .*\nok {3}answers: http:\/\/127\.0\.0\.1:\d+\nok {3}metadata: /,
  );
  expect(stdout).toMatch(/^ok {3}client svc-es256 by private_key_jwt: accepted$/m);
  expect(stdout).toMatch(
    /^note: not tried, for that changes the target: clock, restart; add --steer\nauthproof reference server can be judged\n$/m,
  );
});

test.concurrent('doctor --steer moves the clock, and tells all as JSON', async () => {
  const { exitCode, stdout } = await authproof('doctor', '--steer', '--json');
  expect(exitCode).toBe(0);
  const { tests, advice, features } = JSON.parse(stdout);
  expect(tests).toContainEqual({
    name: 'clock',
    passed: true,
    detail: 'moved one hour, and the target followed',
  });
  expect(features).toContain('private_key_jwt');
  expect(advice).toEqual([]);
});

test.concurrent('doctor tells which client a target refuses', async () => {
  await using server = await startTinyServer({ token: refuse });
  const { exitCode, stdout } = await authproof(
    'doctor',
    '--target',
    await writeTarget(at('refusing'), server.url),
  );
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/^ok {3}answers: /m);
  expect(stdout).toMatch(/^FAIL client svc-basic by client_secret_basic: answered 401 invalid_client$/m);
  expect(stdout).toMatch(/^tiny can't be judged yet: 1 of \d tests failed\n$/m);
});

test.concurrent('doctor says that a run goes on without a client that is refused', async () => {
  const isOther = ({ headers }: IncomingMessage) =>
    atob(headers.authorization?.slice(6) ?? '').startsWith('other:');
  await using server = await startTinyServer({
    token: (request, response) => (isOther(request) ? refuse : grant)(request, response),
  });
  const target = await writeTarget(at('refusing-one'), server.url);
  const other = '[{ id: other, method: client_secret_basic, secret: { file: ./secret } }, {';
  await writeFile(target, (await readFile(target, 'utf8')).replace('[{', other));
  const { exitCode, stdout } = await authproof('doctor', '--target', target);
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/^FAIL client other by client_secret_basic: /m);
  expect(stdout).toMatch(/^tiny can be judged by other clients: 1 of \d tests failed\n$/m);
});

test.concurrent('where nothing answers as a token endpoint, doctor tries no client there', async () => {
  await using server = await startTinyServer({ token: (_, response) => response.writeHead(404).end() });
  const target = await writeTarget(at('without-token-endpoint'), server.url);
  const { exitCode, stdout } = await authproof('doctor', '--target', target);
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(
    /^FAIL token endpoint: nothing answers as one\. Tried:\n {2}POST .*\/token as svc-basic .* → 404 /m,
  );
  expect(stdout).not.toMatch(/^(ok|FAIL) +client/m);
});

test.concurrent('doctor tells what it tried of a target that does not answer', async () => {
  await using server = await startTinyServer({ metadata: (_, response) => response.writeHead(503).end() });
  const target = await writeTarget(at('down'), server.url);
  const { exitCode, stdout } = await authproof('doctor', '--target', target, '--json');
  expect(exitCode).toBe(3);
  expect(JSON.parse(stdout).tests).toEqual([
    { name: 'target file', passed: true, detail: target },
    { name: 'answers', passed: false, detail: expect.stringMatching(/oauth-authorization-server → 503/) },
  ]);
});

test.concurrent('doctor warns of a way to refuse that no run could know', async () => {
  await using server = await startTinyServer({
    token: (request, response) =>
      request.headers.authorization
        ? refuse(request, response)
        : response.writeHead(302, { location: '/login?from=token' }).end(),
  });
  const target = await writeTarget(at('redirecting'), server.url);
  const { stdout } = await authproof('doctor', '--target', target);
  expect(stdout).toMatch(
    /^note: who sends no credential is answered 302 to \/login, which oauth\.refused does not declare: /m,
  );
});

test.concurrent('doctor warns of registration that no run could use', async () => {
  const metadata = offer({ registration_endpoint: 'http://127.0.0.1:1/register' });
  await using server = await startTinyServer({ metadata });
  const { exitCode, stdout } = await authproof(
    'doctor',
    '--target',
    await writeTarget(at('offering'), server.url),
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^note: registration is offered, but the target file has no oauth\.registration: a run will be inconclusive\ntiny can be judged\n$/m,
  );
});

test.concurrent('doctor tells that introspection may say whose a token is', async () => {
  const metadata = offer({ introspection_endpoint: 'http://127.0.0.1:1/introspect' });
  await using server = await startTinyServer({ metadata });
  const { stdout } = await authproof(
    'doctor',
    '--target',
    await writeTarget(at('introspecting'), server.url),
  );
  expect(stdout).toMatch(/^note: introspection may tell whose a token is .* "tokenOwner: introspection"/m);
});

test.concurrent('doctor notes that nothing tells of codes where there are no metadata', async () => {
  await using server = await startTinyServer({ metadata: (_, response) => response.writeHead(404).end() });
  const target = await writeTarget(at('without-metadata'), server.url, { token: '/token' });
  const note = /^note: no metadata tell whether the server grants codes and refresh tokens, /m;
  expect((await authproof('doctor', '--target', target)).stdout).toMatch(note);
  const named = (await readFile(target, 'utf8')).replace(
    'secret: {',
    'grants: [client_credentials], secret: {',
  );
  await writeFile(target, named);
  expect((await authproof('doctor', '--target', target)).stdout).not.toMatch(note);
});

test.concurrent('doctor tells where the grant that clients are refused is one that nobody is offered', async () => {
  const metadata = offer({ grant_types_supported: ['authorization_code', 'refresh_token'] });
  await using refusing = await startTinyServer({ metadata, token: refuse });
  const refused = await authproof(
    'doctor',
    '--target',
    await writeTarget(at('without-the-grant'), refusing.url),
  );
  expect(refused.stdout).toMatch(
    /^note: clients are tried by client_credentials, and the metadata list authorization_code, refresh_token: name one/m,
  );
  await using serving = await startTinyServer({ metadata });
  const served = await authproof(
    'doctor',
    '--target',
    await writeTarget(at('with-a-grant-not-listed'), serving.url),
  );
  expect(served.stdout).not.toContain('clients are tried by');
});

test.concurrent('doctor notes an endpoint that serves whoever asks', async () => {
  await using server = await startTinyServer({
    metadata(request, response) {
      if (request.url === '/introspect') return response.end('{"active":true}');
      const introspection_endpoint = `http://${request.headers.host}/introspect`;
      return offer({ introspection_endpoint })(request, response);
    },
  });
  const { exitCode, stdout } = await authproof(
    'doctor',
    '--target',
    await writeTarget(at('open'), server.url),
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^note: introspection serves whoever asks, without a credential: /m);
});

test.concurrent.for<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
  'what serve prints is a target file that can be run, until %s',
  async (signal) => {
    const { child, said, heard, ended } = startAuthproof(['serve']);
    await said(/The reference server listens at .* until Ctrl-C\. Its keys and secrets are in/);
    const target = at(`served-until-${signal}.yaml`);
    await writeFile(target, heard.stdout);
    const run = await authproof(
      'run',
      '--target',
      target,
      '--case',
      '*/hmac-signed*',
      '--out',
      at(`run-${signal}`),
    );
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^conformant in /) });

    child.kill(signal);
    expect(await ended).toMatchObject({ exitCode: 0 });
    const [, folder = ''] = /secrets are in (\S+)\.$/m.exec(heard.stderr) ?? [];
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  },
);

test.concurrent('serve says what to do where its port is taken', async () => {
  await using server = await startTinyServer({});
  const { exitCode, stdout, stderr } = await authproof('serve', '--port', new URL(server.url).port);
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toMatch(
    /^The reference server can't listen there: .*EADDRINUSE.*Leave --port out to take a free one\.\n$/,
  );
});
