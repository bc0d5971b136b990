import { NoAnswer } from './http/send.ts';
import type { Client } from './oauth/client.ts';
import type { OAuth } from './oauth/oauth.ts';
import { Untestable } from './outcomes.ts';
import type { Session } from './session.ts';
import type { AudienceName } from './target/description.ts';
import { boundsOf } from './target/profile.ts';

/** Those that the standards name: RFC 7523 §3 item 3, OpenID Connect Core §9. */
const customary = ['issuer', 'token-endpoint'] as const satisfies AudienceName[];

/**
 * Which audience a target takes is agreed beforehand (RFC 7523 §5). Where its file says nothing of it, controls use the first
 * of the customary ones that is accepted of a client, or the wrong choice would look like a failure of the target.
 */
export async function settleAudience(session: Session): Promise<void> {
  if (isDeclared(session)) return;
  await using open = session.openCase('self-test', session.signal);
  const { oauth } = open.context;
  for (const client of await signingClients(oauth, session)) {
    for (const audience of customary) {
      session.undeclaredAudience = audience;
      if (await isAccepted(oauth, client)) return;
    }
  }
  session.undeclaredAudience = 'issuer';
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

async function isAccepted(oauth: OAuth, client: Client): Promise<boolean> {
  try {
    return (await oauth.sendOnce('token', client)).kind === 'accepted';
  } catch (error) {
    if (error instanceof NoAnswer) return false; // cases tell of it
    throw error;
  }
}
