// @module-tag end-to-end
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { authproof, reportIn } from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();

/** The run ends with 3, tells what it tried, and leaves a report that judges nothing. */
async function expectNoVerdict(target: string, told: RegExp | string): Promise<void> {
  const telling = typeof told === 'string' ? expect.stringContaining(told) : expect.stringMatching(told);
  const out = `${target}-run`;
  const { exitCode, stdout, stderr } = await authproof('run', '--target', target, '--out', out);
  expect(exitCode).toBe(3);
  expect(stderr).toEqual(telling);
  expect(stderr).toMatch(/authproof doctor --target/);
  expect(stdout).toMatch(
    /^no verdict, the run was stopped by its environment: 0 of \d+ results\nreport: .*\/report\.html\n$/,
  );
  const { run, verdict, exitCode: reported } = await reportIn(out);
  expect({ status: run.status, verdict, reported }).toEqual({
    status: 'environment',
    verdict: null,
    reported: 3,
  });
  expect(run.problems).toMatchObject([{ kind: 'environment', detail: telling }]);
}

type Answer = NonNullable<Parameters<typeof startTinyServer>[0]['token']>;

const page: Answer = (_, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
const redirect: Answer = (_, response) => response.writeHead(302, { Location: '/login?next=token' }).end();
const cut: Answer = ({ socket }) => socket.destroy();
const nothing: Answer = (_, response) => response.writeHead(404).end();

test.concurrent.for<[problem: string, metadata: Answer, told: RegExp]>([
  [
    'answers HTML',
    page,
    /no token endpoint.*Tried:\n {2}GET http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-authorization-server → 200 text\/html, not a JSON object\n {2}GET .*openid-configuration → 200/s,
  ],
  [
    'redirects',
    redirect,
    /GET http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-authorization-server → 302 to \/login/,
  ],
  ['hangs', () => undefined, /GET http:\/\/127\.0\.0\.1:\d+\/.*: no answer within 10000 ms/],
  ['closes the connection', cut, /GET http:\/\/127\.0\.0\.1:\d+\/.*: the connection was closed/],
])('a target that %s can not be judged', async ([problem, metadata, told]) => {
  await using server = await startTinyServer({ metadata });
  await expectNoVerdict(await writeTarget(at(problem.replaceAll(' ', '-')), server.url), told);
});

// That it hangs is tried beside the self-test, where limits are short.
const badEndpoints: [problem: string, token: Answer, told: string][] = [
  ['answers HTML', page, ' as CLIENT → 200 text/html'],
  ['redirects', redirect, ' as CLIENT → 302 to /login, which oauth.refused does not declare'],
  ['closes the connection', cut, ': the connection was closed (ECONNRESET)'],
];

test.concurrent.for(
  badEndpoints.flatMap((one) => [true, false].map((hasMetadata) => [hasMetadata, ...one] as const)),
)('where metadata is there: %s, a token endpoint that %s can not be judged', async (row) => {
  const [hasMetadata, problem, token, told] = row;
  await using server = await startTinyServer(hasMetadata ? { token } : { token, metadata: nothing });
  const folder = at(`token-${problem.replaceAll(' ', '-')}-${hasMetadata}`);
  const target = await writeTarget(folder, server.url, hasMetadata ? {} : { token: '/token' });
  const tried = ['svc-basic by client_secret_basic', 'nobody'].map(
    (client) => `\n  POST ${server.url}/token${told.replace('CLIENT', client)}`,
  );
  await expectNoVerdict(
    target,
    `self-test of token endpoint failed: nothing answers as one. Tried:${tried.join('')}`,
  );
});

test.concurrent('a target that is not there can not be judged', async () => {
  const { url, ...server } = await startTinyServer({});
  await server[Symbol.asyncDispose]();
  await expectNoVerdict(
    await writeTarget(at('gone'), url),
    /^cannot reach the target: GET http:\/\/127\.0\.0\.1:\d+\/\.well-known\/oauth-authorization-server: cannot connect \(ECONNREFUSED\)$/m,
  );
});

test.concurrent.for<[problem: string, source: string, told: RegExp]>([
  [
    'throws',
    `throw new Error('the database is missing')`,
    /start\(\) of \.\/start\.ts failed: the database is missing/,
  ],
  ['answers nothing', 'return {}', /start\(\) of \.\/start\.ts answered nothing that can be disposed of/],
])('a target whose launch %s can not be judged', async ([problem, source, told]) => {
  const folder = at(`launch-${problem.replaceAll(' ', '-')}`);
  const target = await writeTarget(folder, 'http://127.0.0.1:9', { launch: './start.ts' });
  await writeFile(`${folder}/start.ts`, `export async function start() { ${source} }`);
  await expectNoVerdict(target, told);
});

test.concurrent('what is wrong with a target is also a document', async () => {
  await using server = await startTinyServer({ metadata: nothing });
  const target = await writeTarget(at('without-metadata'), server.url);
  const { exitCode, stdout } = await authproof('run', '--target', target, '--json', '--out', at('json-run'));
  expect(exitCode).toBe(3);
  expect(JSON.parse(stdout)).toEqual(await reportIn(at('json-run')));
});
