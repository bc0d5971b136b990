import { counted } from '../../../../reports/words.ts';
import { adviceOnAudience, settleAudience } from '../../audience.ts';
import { openEndpoints } from '../../open-endpoints.ts';
import { refusingEndpoints } from '../../refusing-endpoints.ts';
import {
  capabilitiesOf,
  type SelfTest,
  tryAudit,
  tryClock,
  tryFixtures,
  tryRegistration,
  tryRestart,
} from '../../self-test.ts';
import type { Session } from '../../session.ts';
import type { LoadedTarget } from '../../target/load-target.ts';
import { tryTokenEndpoint, undeclaredRedirect } from '../../token-endpoint.ts';
import { unusableGrants } from '../../unusable-grants.ts';
import type { Composition } from '../composition.ts';
import { exit, exitCodeOf } from '../exit-codes.ts';
import { loadTarget, openTarget } from '../open-target.ts';

type DoctorFlags = { target: string; steer?: boolean; allowRemote?: boolean; json?: boolean };

type Diagnosis = { target: string; features: string[]; tests: SelfTest[]; advice: string[] };

/** `authproof doctor`: what a run would rest on, tried one by one. Exit 3 where something does not work. */
export async function doctor(flags: DoctorFlags, { io, signal }: Composition): Promise<number> {
  const loaded = await loadTarget(flags.target);
  const diagnosis = await diagnose(loaded, flags, signal);
  if (flags.json) io.out(`${JSON.stringify(diagnosis, null, 2)}\n`);
  else for (const line of linesOf(diagnosis)) io.out(`${line}\n`);
  return diagnosis.tests.every(({ passed }) => passed) ? exit.ok : exit.environment;
}

async function diagnose(
  loaded: LoadedTarget,
  { steer = false, allowRemote = false }: DoctorFlags,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { name } = loaded.value;
  const tests: SelfTest[] = [{ name: 'target file', passed: true, detail: loaded.file }];
  try {
    await using opened = await openTarget(loaded, { signal, allowRemote });
    const { session } = opened;
    tests.push({ name: 'answers', passed: true, detail: session.target.baseUrls.join(', ') });
    const tokenEndpoint = await tryTokenEndpoint(session);
    tests.push(...metadataTests(session), timeTest(session), tokenEndpoint);
    // Where nothing answers, each client would tell the same, and might wait for it.
    if (tokenEndpoint.passed) {
      await settleAudience(session);
      tests.push(...(await clientTests(session)));
      if (session.target.oauth?.registration) tests.push(await tryRegistration(session));
      if (session.target.capabilities.audit) tests.push(await tryAudit(session));
    }
    if (steer) tests.push(await tryClock(session));
    if (steer && session.target.capabilities.restart) tests.push(await tryRestart(session));
    const features = [...session.features.declared].sort();
    const open = tokenEndpoint.passed ? await openEndpoints(session) : [];
    const refusing = tokenEndpoint.passed ? await refusingEndpoints(session) : [];
    const unusable = tokenEndpoint.passed ? await unusableGrants(session) : [];
    const redirect = tokenEndpoint.passed ? await undeclaredRedirect(session) : null;
    const advice = [
      ...(redirect
        ? [`who sends no credential is answered ${redirect}: a run can't take it for a refusal`]
        : []),
      ...(tests.every(({ passed }) => passed) ? [] : adviceOnGrant(session)),
      ...adviceFor(session, loaded, steer),
      ...open.map(adviceOnOpen),
      ...refusing,
      ...unusable,
    ];
    return { target: name, features, tests, advice };
  } catch (error) {
    if (!(error instanceof Error) || exitCodeOf(error) !== exit.environment) throw error;
    tests.push({ name: 'answers', passed: false, detail: error.message });
    return { target: name, features: [], tests, advice: [] };
  }
}

function metadataTests({ facts }: Session): SelfTest[] {
  if (!facts) return [];
  const { metadata, issuer, endpoints } = facts;
  const named = metadata?.issuer;
  const passed = metadata === null || named === issuer;
  const wrong = `it names the issuer ${named}, but the target file ${issuer}`;
  const found = metadata === null ? 'none; the target file names the endpoints' : `of issuer ${issuer}`;
  return [
    { name: 'metadata', passed, detail: passed ? found : wrong },
    { name: 'endpoints', passed: true, detail: Object.keys(endpoints).join(', ') },
  ];
}

/** Assertions are dated by the target's clock, so that it differs from ours is no failure. */
function timeTest({ clock }: Session): SelfTest {
  if (!clock.isTold) {
    return { name: 'time', passed: true, detail: 'taken to be as here, for its answers have no Date' };
  }
  const seconds = Math.round((clock.now() - Date.now()) / 1000);
  const detail =
    seconds === 0 ? 'as here' : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} here`;
  return { name: 'time', passed: true, detail };
}

/** Every client at the first instance, and one at each of the others. */
async function clientTests(session: Session): Promise<SelfTest[]> {
  const tests = await tryFixtures(session);
  for (const [instance, url] of session.target.baseUrls.entries()) {
    if (instance === 0) continue;
    const [tried] = await tryFixtures(session, { instance, first: true });
    if (tried) tests.push({ ...tried, name: `${tried.name} at ${url}` });
  }
  return tests;
}

function adviceFor(session: Session, loaded: LoadedTarget, steer: boolean): string[] {
  const { target, facts, features } = session;
  const untried = [...capabilitiesOf(session)].filter((one) => one === 'clock' || one === 'restart');
  const unusable = Map.groupBy([...features.advertised].sort(), ([, why]) => why);
  const declaresProfile = loaded.value.profile !== undefined;
  const tellsGrants = facts?.metadata !== null || target.oauth?.clients.some(({ grants }) => grants !== null);
  return [
    ...target.warnings,
    ...[...unusable].map(
      ([why, offered]) => `offered, but ${why}: ${offered.map(([name]) => name).join(', ')}`,
    ),
    ...adviceOnAudience(session.undeclaredAudiences),
    ...(tellsGrants
      ? []
      : [
          'no metadata tell whether the server grants codes and refresh tokens, so no case asks for them: list the grants of the clients',
        ]),
    ...(facts?.endpoints.registration && !target.oauth?.registration
      ? ['registration is offered, but the target file has no oauth.registration: a run will be inconclusive']
      : []),
    ...(facts?.endpoints.introspection && !target.oauth?.tokenOwner
      ? [
          'introspection may tell whose a token is and what it is good for: where it does, add "tokenOwner: introspection" to oauth',
        ]
      : []),
    ...(!declaresProfile && facts?.discovery === 'openid'
      ? ['OpenID discovery answers: add "profile: { extends: oidc }" if the server promises OpenID Connect']
      : []),
    ...(!steer && untried.length > 0
      ? [`not tried, for that changes the target: ${untried.join(', ')}; add --steer`]
      : []),
  ];
}

/** RFC 8414 §2 lets a server list no grants, or fewer than it serves. */
function adviceOnGrant({ target, facts }: Session): string[] {
  const listed = facts?.metadata?.grant_types_supported;
  const tried = target.oauth?.grant.grant_type ?? '';
  if (!Array.isArray(listed) || listed.includes(tried)) return [];
  return [
    `clients are tried by ${tried}, and the metadata list ${listed.join(', ')}: name one that they may use under oauth.grant`,
  ];
}

function adviceOnOpen(endpoint: string): string {
  return `${endpoint} serves whoever asks, without a credential: each case that expects a refusal there will fail. If it is not for clients, leave it out of oauth.endpoints`;
}

function linesOf({ target, tests, features, advice }: Diagnosis): string[] {
  return [
    ...tests.map(({ name, passed, detail }) => `${passed ? 'ok  ' : 'FAIL'} ${name}: ${detail}`),
    ...(features.length > 0 ? [`features: ${features.join(', ')}`] : []),
    ...advice.map((line) => `note: ${line}`),
    `${target} ${conclusionOf(tests)}`,
  ];
}

/** A run goes on without a client that is refused, and the refusal may be the server's fault. */
function conclusionOf(tests: readonly SelfTest[]): string {
  const failed = tests.filter(({ passed }) => !passed);
  if (failed.length === 0) return 'can be judged';
  const isOfClient = ({ name }: SelfTest) => name.startsWith('client ');
  const othersServe = tests.some((one) => one.passed && isOfClient(one));
  const extent =
    failed.every(isOfClient) && othersServe ? 'can be judged by other clients' : "can't be judged yet";
  return `${extent}: ${failed.length} of ${counted(tests.length, 'test')} failed`;
}
