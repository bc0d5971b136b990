import { beyondToken } from './audience.ts';
import { NoAnswer } from './http/send.ts';
import type { OAuth } from './oauth/oauth.ts';
import type { Reply } from './oauth/reply.ts';
import { NotApplicable, Untestable } from './outcomes.ts';
import { refusalOf } from './self-test.ts';
import type { Session } from './session.ts';
import { confidentialMethods } from './tables.ts';
import type { ClientAuthMethod, EndpointName } from './target/description.ts';

/** What clients are answered elsewhere that the token endpoint serves, one of each method: there every control will fail. */
export async function refusingEndpoints(session: Session): Promise<string[]> {
  await using open = session.openCase('self-test', session.signal);
  const { oauth } = open.context;
  const told: string[] = [];
  for (const { method } of Object.values(confidentialMethods)) {
    if (!session.features.declared.has(method)) continue;
    if ((await answerTo(oauth, method, 'token'))?.kind !== 'accepted') continue; // its clients are told one by one
    for (const endpoint of beyondToken) {
      if (!session.facts?.endpoints[endpoint]) continue;
      const reply = await answerTo(oauth, method, endpoint);
      if (reply && reply.kind !== 'accepted')
        told.push(
          `${reply.who} is served at the token endpoint, and at ${endpoint} answered ${refusalOf(reply, session.secrets)}${afterwards(reply)}: nothing can be judged by it there${audienceHint(method)}`,
        );
    }
  }
  return told;
}

const afterwards = ({ endpoint, status }: Reply) =>
  endpoint === 'revocation' && status < 300 ? ', and the token stayed alive' : '';

const audienceHint = (method: ClientAuthMethod) =>
  method.endsWith('_jwt') ? '. Does it take the audience that the target file names first?' : '';

/** Null where there is no client, no token or no answer. */
async function answerTo(
  oauth: OAuth,
  method: ClientAuthMethod,
  endpoint: EndpointName,
): Promise<Reply | null> {
  try {
    return await oauth.call(endpoint, await oauth.client({ method }));
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof NotApplicable || error instanceof Untestable)
      return null;
    throw error;
  }
}
