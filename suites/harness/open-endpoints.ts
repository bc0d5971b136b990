import { NoAnswer } from './http/send.ts';
import { withoutCredential } from './oauth/without-credential.ts';
import { NotApplicable, Untestable } from './outcomes.ts';
import type { Session } from './session.ts';
import type { EndpointName } from './target/description.ts';

const closedToStrangers = ['par', 'introspection'] as const satisfies EndpointName[]; // RFC 9126 §2, RFC 7662 §2.1

/** Endpoints that serve whoever asks: there no right credential can be told from a wrong one, and every refusal is missing. */
export async function openEndpoints(session: Session): Promise<EndpointName[]> {
  const open: EndpointName[] = [];
  for (const endpoint of closedToStrangers)
    if (session.facts?.endpoints[endpoint] && (await servesAnybody(session, endpoint))) open.push(endpoint);
  return open;
}

async function servesAnybody(session: Session, endpoint: EndpointName): Promise<boolean> {
  await using open = session.openCase('self-test', session.signal);
  const { oauth } = open.context;
  try {
    const client = await oauth.client();
    const nothing = await withoutCredential.nothing.present(client, endpoint);
    return (await oauth.sendOnce(endpoint, client, { ...nothing, undeclared: true })).kind === 'accepted';
  } catch (error) {
    // Without a client, a token or an answer nothing can be said of it.
    if (error instanceof NoAnswer || error instanceof NotApplicable || error instanceof Untestable)
      return false;
    throw error;
  }
}
