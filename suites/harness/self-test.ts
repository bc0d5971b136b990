import type { Capability } from './case.ts';
import { EnvironmentProblem } from './oauth/discovery.ts';
import type { Session } from './session.ts';

export type SelfTest = { name: string; passed: boolean; detail: string };

/** What the target file gives the harness to observe or steer with. */
export function capabilitiesOf(session: Session): Set<Capability> {
  const capabilities = new Set<Capability>();
  if (session.clock.steerable) capabilities.add('clock');
  if (session.target.capabilities.admin) capabilities.add('admin');
  if (session.target.baseUrls.length > 1) capabilities.add('instances');
  return capabilities;
}

/** Shows that what a plan needs works before anything rests on it. @throws EnvironmentProblem naming what does not */
export async function selfTest(session: Session, needed: ReadonlySet<Capability>): Promise<SelfTest[]> {
  const tests: SelfTest[] = [];
  if (needed.has('clock')) tests.push(await tryClock(session));
  if (session.target.baseUrls.length > 1) tests.push(...(await tryInstances(session)));
  const failed = tests.filter(({ passed }) => !passed);
  if (failed.length > 0) {
    throw new EnvironmentProblem(
      failed.map(({ name, detail }) => `self-test of ${name} failed: ${detail}`).join('\n'),
    );
  }
  return tests;
}

/** A real clock needs no proof; any other must show an assertion that expired because time was moved. */
export async function tryClock(session: Session): Promise<SelfTest> {
  const { clock } = session.target.capabilities;
  if (clock.kind === 'real') return { name: 'clock', passed: true, detail: 'real time' };
  const before = session.clock.now();
  try {
    await session.clock.advance(3600, session.signal);
  } catch (error) {
    return { name: 'clock', passed: false, detail: messageOf(error) };
  }
  const seen = await session.timeOfTarget();
  const movedSeconds = seen === null ? 0 : Math.round((seen - before) / 1000);
  const passed = movedSeconds >= 3590;
  const detail = passed
    ? 'moved one hour, and the target followed'
    : `moved one hour, but the target's Date moved ${movedSeconds} s`;
  return { name: 'clock', passed, detail };
}

/** One client is accepted at each instance. Whether they share state is a finding, not a precondition. */
async function tryInstances(session: Session): Promise<SelfTest[]> {
  return Promise.all(
    session.target.baseUrls.map(async (url, instance) => {
      const fixture = await tryFixtures(session, { instance, first: true });
      const [tried] = fixture;
      return {
        name: `instance ${url}`,
        passed: tried?.passed ?? false,
        detail: tried?.detail ?? 'no client to try',
      };
    }),
  );
}

/** Whether each enabled fixture is accepted at the token endpoint by each of its methods. */
export async function tryFixtures(
  session: Session,
  { instance = 0, first = false }: { instance?: number; first?: boolean } = {},
): Promise<SelfTest[]> {
  await using open = session.openCase('self-test', session.signal, instance);
  const tests: SelfTest[] = [];
  const fixtures =
    session.target.oauth?.clients.filter(
      ({ state, methods }) => state === 'enabled' && methods[0] !== 'none',
    ) ?? [];
  for (const fixture of first ? fixtures.slice(0, 1) : fixtures) {
    for (const method of fixture.methods) {
      const name = `client ${fixture.id} by ${method}`;
      try {
        const reply = await open.context.oauth.token(open.context.oauth.fixture(fixture, method));
        const detail =
          reply.kind === 'accepted' ? 'accepted' : `answered ${reply.status} ${reply.error ?? ''}`.trimEnd();
        tests.push({ name, passed: reply.kind === 'accepted', detail });
      } catch (error) {
        tests.push({ name, passed: false, detail: messageOf(error) });
      }
    }
  }
  return tests;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
