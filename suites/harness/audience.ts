import { NoAnswer } from './http/send.ts';
import type { Client } from './oauth/client.ts';
import type { OAuth } from './oauth/oauth.ts';
import type { Reply } from './oauth/reply.ts';
import { Untestable } from './outcomes.ts';
import type { Session } from './session.ts';
import type { AudienceName, EndpointName } from './target/description.ts';
import { boundsOf } from './target/profile.ts';

export type AudienceByEndpoint = Partial<Record<EndpointName, AudienceName>>;

/** Those that the standards name: RFC 7523 §3 item 3, OpenID Connect Core §9. */
const customary = ['issuer', 'token-endpoint'] as const satisfies AudienceName[];

/** RFC 9126 §2 names each endpoint's own beside them. Introspection comes first, for it tells of what was revoked. */
export const beyondToken = ['introspection', 'revocation', 'par'] as const satisfies EndpointName[];

/**
 * Which audience a target takes is agreed beforehand (RFC 7523 §5). Where its file says nothing of it, controls use the first
 * of the customary ones that is accepted of a client, or the wrong choice would look like a failure of the target. Servers
 * are known that take at each endpoint nothing but its own URL.
 */
export async function settleAudience(session: Session): Promise<void> {
  if (isDeclared(session)) return;
  await using open = session.openCase('self-test', session.signal);
  const { oauth } = open.context;
  for (const client of await signingClients(oauth, session)) {
    for (const audience of customary) {
      session.undeclaredAudiences.token = audience;
      if (!(await isAccepted(() => oauth.sendOnce('token', client)))) continue;
      // What the token endpoint takes comes first, for most take it everywhere.
      const candidates = [...new Set([audience, ...customary, 'own-endpoint'] as const)];
      for (const endpoint of beyondToken) await settleAt(endpoint, candidates, { session, oauth, client });
      return;
    }
  }
  session.undeclaredAudiences = {};
}

async function settleAt(
  endpoint: EndpointName,
  candidates: readonly AudienceName[],
  { session, oauth, client }: { session: Session; oauth: OAuth; client: Client },
): Promise<void> {
  const there = session.facts?.endpoints[endpoint];
  if (!there || there.audience || !oauth.takes(client.method, endpoint)) return;
  for (const audience of candidates) {
    session.undeclaredAudiences[endpoint] = audience;
    if (await isAccepted(() => oauth.call(endpoint, client))) return;
  }
  delete session.undeclaredAudiences[endpoint];
}

/** What the operator may want to declare: which audiences were found, where it is not the issuer everywhere. */
export function adviceOnAudience(settled: AudienceByEndpoint): string[] {
  const found = Object.entries(settled);
  if (found.every(([, audience]) => audience === 'issuer')) return [];
  const [first] = new Set(found.map(([, audience]) => audience));
  const everyIs = (audience: string | undefined) =>
    found.every(([at, one]) => one === audience || (audience === 'own-endpoint' && one === `${at}-endpoint`));
  const one = [first, 'own-endpoint'].find(everyIs);
  if (!one) {
    const listed = found.map(([at, audience]) => `${audience} at ${at}`).join(', ');
    return [
      `assertions are accepted with one audience here and with another there: ${listed}; if that is meant, name them under oauth.endpoints`,
    ];
  }
  const accepted = one === 'own-endpoint' ? "each endpoint's own URL" : `the ${one.replace('-', ' ')}`;
  return [
    `assertions are refused with the issuer as audience, and accepted with ${accepted}: if that is meant, add "profile: { assertion: { audience: [${one}] } }"`,
  ];
}

function isDeclared({ target, facts }: Session): boolean {
  const { assertion, base } = target.profile;
  const declared = facts?.endpoints.token?.audience ?? assertion.audience;
  return declared !== null || boundsOf(base).strictAudience;
}

/** The operator's, or one that registers where there are none: the first that is accepted will do. */
async function signingClients(oauth: OAuth, { target, features }: Session): Promise<Client[]> {
  const signing = (['private_key_jwt', 'client_secret_jwt'] as const).filter((one) =>
    features.declared.has(one),
  );
  const listed = (target.oauth?.clients ?? []).flatMap((fixture) =>
    signing
      .filter((method) => fixture.methods.includes(method))
      .map((method) => oauth.fixture(fixture, method)),
  );
  if (listed.length > 0 || !signing[0]) return listed;
  try {
    return [await oauth.client({ method: signing[0] })];
  } catch (error) {
    if (error instanceof Untestable) return [];
    throw error;
  }
}

async function isAccepted(ask: () => Promise<Reply>): Promise<boolean> {
  try {
    return (await ask()).kind === 'accepted';
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof Untestable) return false; // cases tell of it
    throw error;
  }
}
