import { expect, test } from 'vitest';
import type { CaseContext } from './context.ts';
import { control, expectRefused } from './expect.ts';
import { openSession } from './testing/open-case.ts';
import { runTiny, type TinyCase } from './testing/run-cases.ts';
import { targetAt } from './testing/test-target.ts';
import { startTinyIdp } from './testing/tiny-idp.ts';

/** Notes when cases begin and end, and how many run at a time. */
function watched() {
  const log: string[] = [];
  const running = new Set<string>();
  let most = 0;
  const watch =
    (name: string, run: (context: CaseContext) => Promise<void>): TinyCase['run'] =>
    async (context) => {
      running.add(name);
      most = Math.max(most, running.size);
      log.push(`${name} begins with ${[...running].filter((other) => other !== name).join(' ') || 'nobody'}`);
      try {
        await run(context);
      } finally {
        running.delete(name);
      }
    };
  return { log, watch, most: () => most };
}

const asks = async ({ oauth }: CaseContext) => {
  const client = await oauth.client();
  for (let i = 0; i < 3; i++) await control(oauth.token(client));
};
const fails = async ({ oauth }: CaseContext) => {
  expectRefused(await oauth.token(await oauth.client()));
};
const numbered = (count: number, make: (name: string) => TinyCase) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`case-${i}`, make(`case-${i}`)]));

async function openTiny() {
  const idp = await startTinyIdp();
  const session = await openSession(targetAt([idp.url]));
  return {
    idp,
    session,
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await idp[Symbol.asyncDispose]();
    },
  };
}

test.for([1, 3])('no more than %i cases run at a time, and that many do', async (concurrency) => {
  await using tiny = await openTiny();
  const { watch, most } = watched();
  const ran = await runTiny(
    tiny.session,
    numbered(9, (name) => ({ run: watch(name, asks) })),
    { concurrency },
  );
  expect(ran).toHaveLength(9);
  expect(most()).toBe(concurrency);
});

test('results come as cases end, not as they were planned', async () => {
  await using tiny = await openTiny();
  const { promise: theOtherEnded, resolve } = Promise.withResolvers<void>();
  const ran = await runTiny(tiny.session, {
    slow: { run: (context) => theOtherEnded.then(() => asks(context)) },
    fast: { run: async () => resolve() },
  });
  expect(ran.map(({ result }) => result.id)).toEqual(['area/fast', 'area/slow']);
});

test('exclusive cases run alone, after all others and one after the other', async () => {
  await using tiny = await openTiny();
  const { log, watch } = watched();
  await runTiny(tiny.session, {
    'moves-the-clock': { exclusive: 'moves the clock', run: watch('clock', asks) },
    races: { exclusive: 'races', run: watch('race', asks) },
    ...numbered(4, (name) => ({ run: watch(name, asks) })),
  });
  expect(log.slice(-2)).toEqual(['clock begins with nobody', 'race begins with nobody']);
});

test('what failed is tried again when nothing else runs', async () => {
  await using tiny = await openTiny();
  const { log, watch } = watched();
  await runTiny(tiny.session, {
    fails: { run: watch('fails', fails) },
    'fails-too': { run: watch('fails-too', fails) },
    ...numbered(4, (name) => ({ run: watch(name, asks) })),
    exclusive: { exclusive: 'moves the clock', run: watch('exclusive', asks) },
  });
  expect(log.slice(-3).sort()).toEqual([
    'exclusive begins with nobody',
    'fails begins with nobody',
    'fails-too begins with nobody',
  ]);
  expect(log).toHaveLength(9);
});

test('a cancelled run stops, and yields nothing of what was under way', async () => {
  await using tiny = await openTiny();
  const cancel = new AbortController();
  const begun: string[] = [];
  const waitsForever = (name: string): TinyCase => ({
    run: async ({ signal }) => {
      begun.push(name);
      if (begun.length === 3) cancel.abort();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const ran = await runTiny(
    tiny.session,
    { first: { run: asks }, ...numbered(9, waitsForever) },
    { signal: cancel.signal, concurrency: 3 },
  );
  expect(ran.map(({ result }) => result.outcome)).toEqual(['passed']);
  expect(begun).toHaveLength(3);
});

test('a run that is cancelled before it begins does nothing', async () => {
  await using tiny = await openTiny();
  const { log, watch } = watched();
  const cases = numbered(3, (name) => ({ run: watch(name, asks) }));
  expect(await runTiny(tiny.session, cases, { signal: AbortSignal.abort() })).toEqual([]);
  expect(log).toEqual([]);
});

test.for<[string, Partial<TinyCase>]>([
  ['tried again', {}],
  ['an exclusive case', { exclusive: 'moves the clock' }],
])('a run that is cancelled in %s yields nothing of it', async ([, more]) => {
  await using tiny = await openTiny();
  const cancel = new AbortController();
  let tries = 0;
  const cases = {
    one: {
      ...more,
      run: async (context: CaseContext) => {
        if (++tries === (more.exclusive ? 1 : 2)) cancel.abort();
        await fails(context);
      },
    },
  };
  expect(await runTiny(tiny.session, cases, { signal: cancel.signal })).toEqual([]);
});

test('a repeated case that is cancelled is not repeated again', async () => {
  await using tiny = await openTiny();
  const cancel = new AbortController();
  let tries = 0;
  const run = async () => {
    tries++;
    cancel.abort();
  };
  await runTiny(tiny.session, { one: { run } }, { signal: cancel.signal, repeat: 50 });
  expect(tries).toBe(1);
});

test('what a case registered is deleted even where the case ran out of time or the run was cancelled', async () => {
  await using idp = await startTinyIdp();
  const oauth = { clients: [], registration: { initialAccessToken: null } };
  for (const cancelled of [true, false]) {
    await using session = await openSession(targetAt([idp.url], { oauth }));
    const cancel = new AbortController();
    const run: TinyCase['run'] = async ({ oauth }) => {
      await oauth.client();
      if (cancelled) cancel.abort();
      await new Promise(() => undefined);
    };
    await runTiny(session, { one: { run } }, { signal: cancel.signal, caseTimeoutMs: 1_000 });
    expect(idp.arrived.at(-1)?.method).toBe('DELETE');
  }
  expect([...idp.clients.keys()]).toEqual(['svc-basic']);
});
