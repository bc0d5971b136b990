// @module-tag end-to-end
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type LaunchedTarget, launchTarget } from './target/launch.ts';
import { type LoadedTarget, loadTargetFile } from './target/load-target.ts';
import { makeFolder } from './target/test-folder.ts';
import { fillVariables } from './target/variables.ts';
import { encodings, tracesOf } from './testing/encodings.ts';
import { startRawServer } from './testing/test-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Of every way in which a credential travels, a few. */
const cases = [
  '{rsa,ecdsa,hmac}-signed-assertion-authenticates*',
  'secret-in-the-body-authenticates#token',
  'basic-credentials-are-form-decoded#*token',
  'wrong-basic-secret-is-refused#*token',
  'malformed-assertion-is-answered-cleanly',
  'loosely-encoded-assertion-is-refused#signature-*',
  'json-serialised-assertion-is-refused*',
  'two-methods-in-one-request-are-refused#*token',
  'credentials-in-the-url-are-refused#*token',
  'replayed-assertion-is-refused#*token',
  'raced-assertion-is-accepted-once',
];

/** Shorter is no secret of anybody's, but a probe. */
const shortest = 12;

/** A server in front of another that keeps all that passes, a text a direction and connection. */
async function startTap(url: string) {
  const { hostname, port } = new URL(url);
  const sent: string[] = [];
  const answered: string[] = [];
  const server = await startRawServer((socket) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    for (const [from, to, heard] of [
      [socket, upstream, sent],
      [upstream, socket, answered],
    ] as const) {
      const chunks: Buffer[] = [];
      from.on('data', (chunk) => chunks.push(chunk));
      from.on('close', () => heard.push(Buffer.concat(chunks).toString()));
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  return { ...server, sent, answered };
}

/** What a reader of the wire could use. */
function secretsOnTheWire(sent: string[], answered: string[]): Record<string, Set<string>> {
  const all = (texts: string[], pattern: RegExp) =>
    new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));
  const decoded = (values: Set<string>) =>
    [...values].map((value) => new URLSearchParams(`=${value}`).get('') ?? '');
  const credentials = all(sent, /^authorization: basic (\S+)/gim);
  const passwords = [...credentials].map((value) =>
    Buffer.from(value, 'base64')
      .toString()
      .replace(/^[^:]*:/, ''),
  );
  const assertions = decoded(all(sent, /client_assertion=([^&\s]*)/g));
  return {
    credentials,
    secrets: new Set([
      ...decoded(all(sent, /client_secret=([^&\s]*)/g)),
      ...passwords,
      ...decoded(new Set(passwords)),
    ]),
    signatures: new Set([
      ...assertions.flatMap((assertion) => (assertion.startsWith('{') ? [] : assertion.split('.').slice(2))),
      ...all(assertions, /"signature":"([^"]*)"/g),
    ]),
    tokens: all(answered, /"access_token":"([^"]*)"/g),
  };
}

/** Every file that the launch wrote: secrets whole, of keys the private members. */
async function secretsOfFixtures(runDir: string): Promise<Set<string>> {
  const read = (name: string) => readFile(join(runDir, name), 'utf8');
  const keys = (await readdir(join(runDir, 'keys'))).map((name) => join('keys', name));
  const jwks = await Promise.all([...keys, 'signing-key.jwk.json'].map(read));
  const secrets = (await readdir(join(runDir, 'secrets'))).map((name) => join('secrets', name));
  return new Set([
    ...(await Promise.all([...secrets, 'control-token'].map(read))),
    ...jwks.flatMap((jwk) =>
      Object.entries(JSON.parse(jwk)).flatMap(([name, value]) =>
        /^(d|p|q|dp|dq|qi|k)$/.test(name) ? String(value) : [],
      ),
    ),
  ]);
}

/** The target file of a started target, but for the address: that leads through the tap. */
function throughTap(
  { value, problem }: LoadedTarget,
  { variables, issuer }: LaunchedTarget,
  url: string,
): string {
  const { launch, ...file } = fillVariables(value, variables, (path, message) => {
    throw problem(path, message);
  });
  return stringify({ ...file, baseUrls: [url], oauth: { ...file.oauth, issuer } });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Finds which of many texts stand in others, by how they begin. */
function finderOf(wanted: ReadonlyMap<string, string>): (text: string) => string[] {
  const byHead = Map.groupBy(wanted.keys(), (one) => one.slice(0, shortest));
  return (text) => {
    const found = new Set<string>();
    for (let at = 0; at + shortest <= text.length; at++) {
      for (const one of byHead.get(text.slice(at, at + shortest)) ?? []) {
        if (text.startsWith(one, at)) found.add(wanted.get(one) ?? one);
      }
    }
    return [...found];
  };
}

test('no file of a run shows a secret, a key, a signature or a token, in whatever encoding', async () => {
  await using folder = await makeFolder({});
  const runDir = folder.path('target');
  await mkdir(runDir);
  const loaded = await loadTargetFile(join(root, 'suites/targets/reference/target.yaml'));
  await using launched = await launchTarget(loaded, { signal: AbortSignal.timeout(60_000), runDir });
  await using tap = await startTap(launched.baseUrls[0] ?? '');
  await writeFile(folder.path('target.yaml'), throughTap(loaded, launched, tap.url));

  const out = folder.path('run');
  const selection = cases.flatMap((one) => ['--case', one]);
  const command = [
    join(root, 'bin/authproof.js'),
    'run',
    '--target',
    folder.path('target.yaml'),
    '--out',
    out,
    ...selection,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: folder.path('.') });
  expect(stdout).toMatch(/exit 0: nothing failed/);

  const fixtures = await secretsOfFixtures(runDir);
  const { credentials, secrets, signatures, tokens } = secretsOnTheWire(tap.sent, tap.answered);
  const known = Object.entries({ fixtures, credentials, secrets, signatures, tokens }).flatMap(
    ([kind, values]) =>
      [...(values ?? [])].filter((value) => value.length >= shortest).map((value) => ({ kind, value })),
  );
  const counts = Object.fromEntries(
    [...Map.groupBy(known, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length]),
  );
  for (const kind of ['fixtures', 'credentials', 'secrets', 'signatures', 'tokens']) {
    expect(counts[kind], kind).toBeGreaterThanOrEqual(10);
  }

  const traces = known.flatMap(({ kind, value }) =>
    Object.keys(encodings).map((name) => [tracesOf(value, name), `${kind}: ${value} (${name})`] as const),
  );
  const find = finderOf(new Map(traces.filter(([trace]) => trace.length >= shortest)));
  const files = await filesBelow(out);
  const leaks: string[] = [];
  for (const file of files) {
    for (const leak of find(await readFile(file, 'utf8')))
      leaks.push(`${file.slice(out.length)} shows ${leak}`);
  }
  expect(leaks).toEqual([]);
  expect(find(stdout)).toEqual([]);

  expect(files.length).toBeGreaterThan(80);
  expect(files.map((file) => file.slice(out.length + 1))).toEqual(
    expect.arrayContaining(['results.jsonl', 'report.json', 'report.html', 'junit.xml', 'summary.md']),
  );
  // The finder does find: all of it stood in what went over the wire.
  expect(find([...tap.sent, ...tap.answered].join('\n')).length).toBeGreaterThan(200);
});
