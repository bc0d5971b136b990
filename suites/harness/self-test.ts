import { setTimeout as delay } from 'node:timers/promises';
import { settleAudience } from './audience.ts';
import type { Capability } from './case.ts';
import type { SecretRegistry } from './evidence/secrets.ts';
import { basic, basicCredentials } from './oauth/call.ts';
import { Client, mayUse } from './oauth/client.ts';
import { EnvironmentProblem } from './oauth/discovery.ts';
import type { OAuth } from './oauth/oauth.ts';
import { describeRegistration, type Reply } from './oauth/reply.ts';
import type { Session } from './session.ts';
import type { ClientAuthMethod } from './target/description.ts';
import { tryTokenEndpoint } from './token-endpoint.ts';

export type SelfTest = { name: string; passed: boolean; detail: string };

/** What the target file gives the harness to observe or steer with. */
export function capabilitiesOf(session: Session): Set<Capability> {
  const capabilities = new Set<Capability>();
  if (session.clock.steerable) capabilities.add('clock');
  if (session.target.capabilities.admin) capabilities.add('admin');
  if (session.target.capabilities.audit) capabilities.add('audit');
  if (session.target.capabilities.restart) capabilities.add('restart');
  if (session.target.baseUrls.length > 1) capabilities.add('instances');
  if (session.target.capabilities.load) capabilities.add('load');
  return capabilities;
}

/** Shows that what a plan needs works before anything rests on it. @throws EnvironmentProblem naming what does not */
export async function selfTest(session: Session, needed: ReadonlySet<Capability>): Promise<SelfTest[]> {
  const tests = [await tryTokenEndpoint(session)];
  // The others ask there too, and each would wait for an answer that does not come.
  demandPassed(tests, session.signal);
  await settleAudience(session);
  if (needed.has('clock')) tests.push(await tryClock(session));
  if (needed.has('audit')) tests.push(await tryAudit(session));
  if (session.target.baseUrls.length > 1) tests.push(...(await tryInstances(session)));
  demandPassed(tests, session.signal);
  return tests;
}

function demandPassed(tests: readonly SelfTest[], signal: AbortSignal): void {
  // What was cancelled failed for that reason.
  signal.throwIfAborted();
  const failed = tests.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw new EnvironmentProblem(
    failed.map(({ name, detail }) => `self-test of ${name} failed: ${detail}`).join('\n'),
  );
}

/** A real clock needs no proof; any other must show an assertion that expired because time was moved. */
export async function tryClock(session: Session): Promise<SelfTest> {
  const { clock } = session.target.capabilities;
  if (clock.kind === 'real') return { name: 'clock', passed: true, detail: 'real time' };
  const before = session.clock.now();
  let movedSeconds: number | null;
  try {
    await session.clock.advance(3600, session.signal);
    movedSeconds = await secondsMovedSince(before, session);
  } catch (error) {
    return { name: 'clock', passed: false, detail: messageOf(error) };
  }
  if (movedSeconds === null) {
    const detail =
      'moved one hour, but its answers have no Date to show it; have the server or a proxy add one';
    return { name: 'clock', passed: false, detail };
  }
  const passed = movedSeconds >= anHour;
  const detail = passed
    ? 'moved one hour, and the target followed'
    : `moved one hour, but the Date of its answers moved ${movedSeconds} s; a proxy that writes it must follow too`;
  return { name: 'clock', passed, detail };
}

/** An hour, by a Date header that tells whole seconds. */
const anHour = 3590;

/** Many servers, Node's own among them, make the Date header once a second of real time, and send the old one until then. */
const dateIsKeptMs = 2_000;

/** Of several instances the one that was left behind; null where one does not tell. */
async function secondsMovedSince(before: number, session: Session): Promise<number | null> {
  const giveUpAt = performance.now() + dateIsKeptMs;
  for (;;) {
    const seen = await session.timesOfTarget();
    const told = seen.filter((time) => time !== null);
    if (told.length < seen.length) return null;
    const moved = Math.min(...told.map((time) => Math.round((time - before) / 1000)));
    if (moved >= anHour || performance.now() > giveUpAt) return moved;
    await delay(100, undefined, { signal: session.signal });
  }
}

/** A client is served, and the audit tells of it. */
export async function tryAudit(session: Session): Promise<SelfTest> {
  await using open = session.openCase('self-test', session.signal);
  const { oauth, audit } = open.context;
  try {
    const client = await oauth.client();
    const watch = await audit.watch(client);
    await oauth.token(client);
    const { outcome } = await watch.event();
    const passed = outcome !== null;
    const detail = passed ? `tells of ${client.id}: ${outcome}` : `tells no outcome of ${client.id}`;
    return { name: 'audit', passed, detail };
  } catch (error) {
    return { name: 'audit', passed: false, detail: messageOf(error) };
  }
}

/** That it restarts and answers again, and that a client is then accepted. A case that restarts it looks by itself. */
export async function tryRestart(session: Session): Promise<SelfTest> {
  const name = 'restart';
  try {
    await session.restart(undefined, session.signal);
  } catch (error) {
    return { name, passed: false, detail: messageOf(error) };
  }
  const [client] = await tryFixtures(session, { first: true });
  const passed = client?.passed ?? true;
  const detail = passed
    ? 'ended, and answered again'
    : `answered again, but ${client?.name}: ${client?.detail}`;
  return { name, passed, detail };
}

/** One client is accepted at each instance. Whether they share state is a finding, not a precondition. */
async function tryInstances(session: Session): Promise<SelfTest[]> {
  return Promise.all(
    session.target.baseUrls.map(async (url, instance) => {
      await using open = session.openCase('self-test', session.signal, instance);
      const { oauth } = open.context;
      return await tryClient(session, `instance ${url}`, async () => oauth.token(await oauth.client()));
    }),
  );
}

/** Whether each fixture that is to be served, or the first, is accepted at the token endpoint by each of its methods. */
export async function tryFixtures(
  session: Session,
  { instance = 0, first = false }: { instance?: number; first?: boolean } = {},
): Promise<SelfTest[]> {
  await using open = session.openCase('self-test', session.signal, instance);
  const { oauth } = open.context;
  const tests: SelfTest[] = [];
  for (const fixture of session.target.oauth?.clients ?? []) {
    // Those are there to be refused.
    if (fixture.state !== 'enabled' || !mayUse(fixture, { grants: [oauth.grantType] })) continue;
    for (const method of fixture.methods) {
      if (method === 'none') continue;
      const name = `client ${fixture.id} by ${method}`;
      const client = oauth.fixture(fixture, method);
      const tried = await tryClient(session, name, () => oauth.token(client));
      tests.push(tried.passed ? tried : ((await tryUndecoded(session, name, oauth, client)) ?? tried));
      if (first) return tests;
    }
  }
  return tests;
}

/** Basic credentials that are refused only because they came form-encoded: the client can be used, and is a finding. */
async function tryUndecoded(
  session: Session,
  name: string,
  oauth: OAuth,
  client: Client,
): Promise<SelfTest | null> {
  const { id, method, secret } = client;
  const authorization = basic(`${id}:${secret}`);
  if (method !== 'client_secret_basic' || authorization === basicCredentials(id, secret ?? '')) return null;
  const { passed } = await tryClient(session, name, () => oauth.token(client, { authorization }));
  const detail =
    'accepted, but only where its credentials are not form-encoded (RFC 6749 §2.3.1); a run reports that';
  return passed ? { name, passed, detail } : null;
}

/** Whether two clients can be registered, as a run registers many, and the second is accepted. Both are deleted again. */
export async function tryRegistration(session: Session): Promise<SelfTest> {
  await using open = session.openCase('self-test', session.signal);
  const { oauth } = open.context;
  const method = registrable.find((one) => session.features.declared.has(one)) ?? 'client_secret_basic';
  return await tryClient(session, `registration of clients by ${method}`, async () => {
    await registered(oauth, method, 'first');
    return oauth.token(await registered(oauth, method, 'second'));
  });
}

const registrable = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'client_secret_jwt',
] as const;

async function registered(oauth: OAuth, method: ClientAuthMethod, which: string): Promise<Client> {
  const answered = await oauth.tryToRegister({ method });
  if (answered instanceof Client) return answered;
  throw new Error(`the ${which} was answered ${describeRegistration(answered)}`);
}

async function tryClient({ secrets }: Session, name: string, ask: () => Promise<Reply>): Promise<SelfTest> {
  try {
    const reply = await ask();
    const passed = reply.kind === 'accepted';
    return { name, passed, detail: passed ? 'accepted' : `answered ${refusalOf(reply, secrets)}` };
  } catch (error) {
    return { name, passed: false, detail: messageOf(error) };
  }
}

/** With what the server says of it, for that tells best what it misses (RFC 6749 §5.2); masked before spaces are gone. */
export function refusalOf({ status, error, json }: Reply, secrets: SecretRegistry): string {
  const description = typeof json?.error_description === 'string' ? json.error_description : '';
  const said = secrets.redact(description).replace(/\s+/g, ' ').trim();
  return `${status} ${[error, said].filter(Boolean).join(': ')}`.trimEnd();
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
