import { access, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { launchTarget } from './launch.ts';
import { loadTargetFile, resolveTarget } from './load-target.ts';
import { makeFolder } from './test-folder.ts';

const never = new AbortController().signal;
const yaml = 'name: x\nlaunch: { module: ./start.ts, instances: 2 }\nprofile: { extends: oidc }\n';

/** A module that starts nothing: it answers with what it was given, and counts its disposals in a global. */
const echo = (name: string) => `
import { readdirSync, statSync } from 'node:fs';
export async function start({ ports, instances, runDir, profile, clockFile, signal }) {
  const facts = {
    ports: new Set(ports).size, instances, profile, aborted: signal.aborted,
    mode: statSync(runDir).mode.toString(8), files: readdirSync(runDir).length,
  };
  return {
    baseUrls: ports.slice(0, instances).map((port) => 'http://127.0.0.1:' + port),
    variables: { facts: JSON.stringify(facts) },
    [Symbol.asyncDispose]: async () => { globalThis.${name} = (globalThis.${name} ?? 0) + 1; },
  };
}`;

async function launchIn(start: string, options: Partial<Parameters<typeof launchTarget>[1]> = {}) {
  const folder = await makeFolder({ 'target.yaml': yaml, 'start.ts': start });
  const loaded = await loadTargetFile(folder.path('target.yaml'));
  return { folder, launching: launchTarget(loaded, { signal: never, ...options }) };
}

const globals = globalThis as unknown as Record<string, number | undefined>;

test('start() is given free ports, an empty folder of its own, and what the file says', async () => {
  const { folder, launching } = await launchIn(echo('plain'));
  await using _ = folder;
  await using target = await launching;
  expect(target.baseUrls).toHaveLength(2);
  expect(JSON.parse(target.variables.facts ?? '')).toEqual({
    ports: 14,
    instances: 2,
    profile: 'oidc',
    aborted: false,
    mode: '40700',
    files: 0,
  });
  expect(target.variables.clockFile).toBe(`${target.variables.runDir}/clock`);
});

test('disposing ends the target once and removes its folder', async () => {
  const { folder, launching } = await launchIn(echo('disposed'));
  await using _ = folder;
  const target = await launching;
  await Promise.all([target[Symbol.asyncDispose](), target[Symbol.asyncDispose]()]);
  await target[Symbol.asyncDispose]();
  expect(globals.disposed).toBe(1);
  await expect(access(target.variables.runDir ?? '')).rejects.toThrow('ENOENT');
});

test('a folder that was given is used and kept, and a profile and a number of instances take the place of the file’s', async () => {
  await using kept = await makeFolder({});
  const { folder, launching } = await launchIn(echo('kept'), {
    runDir: kept.path('.'),
    profile: 'fapi2',
    instances: 1,
  });
  await using _ = folder;
  {
    await using target = await launching;
    expect(target.profile).toBe('fapi2');
    expect(JSON.parse(target.variables.facts ?? '')).toMatchObject({ profile: 'fapi2', instances: 1 });
  }
  expect(await readdir(kept.path('.'))).toEqual([]);
});

test('start.ts is found as start.js, which it is in the published package', async () => {
  await using folder = await makeFolder({ 'target.yaml': yaml, 'start.js': echo('compiled') });
  const loaded = await loadTargetFile(folder.path('target.yaml'));
  await using target = await launchTarget(loaded, { signal: never });
  expect(target.baseUrls).toHaveLength(2);
});

test('a target without launch is passed through', async () => {
  await using folder = await makeFolder({ 'target.yaml': 'name: x\nbaseUrls: [http://localhost:1]\n' });
  await using target = await launchTarget(await loadTargetFile(folder.path('target.yaml')), {
    signal: never,
  });
  expect(target).toMatchObject({ baseUrls: ['http://localhost:1'], variables: {} });
});

const disposable = '[Symbol.asyncDispose]: async () => {}';
const wrongModules: Record<string, [start: string, problem: string | RegExp]> = {
  'does not parse': ['export const = 1;', /^LaunchFailed: cannot import \.\/start\.ts: /],
  'throws when imported': [
    'throw new Error("no licence");',
    'LaunchFailed: cannot import ./start.ts: no licence',
  ],
  'exports no start': [
    'export default 1; export const begin = 2;',
    'InvalidFile: target.yaml:2:19 launch.module: expected a module that exports a function start; ./start.ts exports begin, default',
  ],
  'fails to start': [
    'export async function start() { throw new Error("port taken"); }',
    'LaunchFailed: start() of ./start.ts failed: port taken',
  ],
  'fails before it waits': [
    'export function start() { throw new Error("no database"); }',
    'LaunchFailed: start() of ./start.ts failed: no database',
  ],
  'answers nothing': [
    'export async function start() {}',
    'LaunchFailed: start() of ./start.ts answered nothing that can be disposed of',
  ],
  'answers without addresses': [
    `export async function start() { return { baseUrls: [], ${disposable} }; }`,
    'LaunchFailed: start() of ./start.ts did not answer { baseUrls: string[], issuer?: string, variables: Record<string, string> }: baseUrls, variables is wrong',
  ],
  'answers with an address that is none': [
    `export async function start() { return { baseUrls: ["localhost"], variables: {}, ${disposable} }; }`,
    'LaunchFailed: start() of ./start.ts answered "localhost"; expected an http or https URL',
  ],
  'answers with a password': [
    `export async function start() { return { baseUrls: ["http://u:p@localhost"], variables: {}, ${disposable} }; }`,
    'LaunchFailed: start() of ./start.ts answered "…@localhost"; expected a URL without user name and password',
  ],
};

test.for(Object.entries(wrongModules))(
  'a module that %s is named with the cause',
  async ([, [start, problem]]) => {
    const { folder, launching } = await launchIn(start);
    await using _ = folder;
    expect(await folder.problemOf(launching)).toMatch(problem);
  },
);

test('a start() that is not done in time is a failed launch', async () => {
  const { folder, launching } = await launchIn('export const start = () => new Promise(() => {});', {
    timeoutMs: 5,
    graceMs: 5,
  });
  await using _ = folder;
  expect(await folder.problemOf(launching)).toBe(
    'LaunchFailed: start() of ./start.ts is not done after 0.005 s',
  );
});

/** Comes up only once it is told to stop. */
const heedless = (name: string) => `
export const start = ({ signal }) => new Promise((resolve) => {
  signal.addEventListener('abort', () => setImmediate(resolve, {
    baseUrls: ['http://127.0.0.1:1'], variables: {},
    [Symbol.asyncDispose]: async () => { globalThis.${name} = 1; },
  }));
  globalThis.${name}Called?.();
});`;

test('aborting ends the launch with the reason of the signal, and what came up all the same is disposed of', async () => {
  const cancel = new AbortController();
  const { promise: called, resolve } = Promise.withResolvers<void>();
  Object.assign(globalThis, { lateCalled: resolve });
  const { folder, launching } = await launchIn(heedless('late'), { signal: cancel.signal });
  await using _ = folder;
  const problem = folder.problemOf(launching);
  await called;
  cancel.abort(new Error('cancelled by the user'));
  expect(await problem).toBe('Error: cancelled by the user');
  expect(globals.late).toBe(1);
});

test('what is aborted already is not begun', async () => {
  const { folder, launching } = await launchIn('throw new Error("begun");', {
    signal: AbortSignal.abort(new Error('too late')),
  });
  await using _ = folder;
  expect(await folder.problemOf(launching)).toBe('Error: too late');
});

test('what start() says of its version takes the place of the file’s, and its restart is the capability', async () => {
  const start = `export const start = async ({ ports }) => ({
    baseUrls: ['http://127.0.0.1:' + ports[0]],
    variables: {},
    version: '2 on some store',
    async restart(instance) { globalThis.restarted = instance; },
    [Symbol.asyncDispose]: async () => undefined,
  });`;
  const { folder, launching } = await launchIn(start);
  await using _ = folder;
  await using launched = await launching;
  const target = await resolveTarget(await loadTargetFile(folder.path('target.yaml')), launched);
  expect(target.version).toBe('2 on some store');
  const { restart } = target.capabilities;
  if (restart && 'run' in restart) await restart.run(7);
  expect(globals.restarted).toBe(7);
});
