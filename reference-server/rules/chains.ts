import { ClientAuthenticationFailed } from '../errors.ts';
import type { Client } from '../storage/clients.ts';
import { type AuthenticationMethod, methodsOf } from './algorithms.ts';
import { type ClientRequest, type Mechanism, mechanismOf } from './requests.ts';

/** RFC 6749 §2.3: one mechanism in a request, unless the client's own policy wants several. */
export function severalMechanismsAllowed(client: Client | undefined): boolean {
  return client?.chain !== undefined;
}

/** What is registered decides (OAuth 2.1 §2.4.2); whatever the request says of methods is not read. */
export function requiredMethods(client: Client, _request: ClientRequest): readonly AuthenticationMethod[] {
  return methodsOf(client);
}

/**
 * What is judged, in the order of the policy. Undefined where a method is missing, where one comes twice over another
 * mechanism (CWE-308: two proofs of one kind are one), or where there is more than was asked.
 */
export function mechanismsDue(
  required: readonly AuthenticationMethod[],
  presented: readonly Mechanism[],
): readonly Mechanism[] | undefined {
  const due = required.map((method) => mechanismOf[method]);
  const complete = due.every((mechanism) => presented.includes(mechanism));
  return complete && presented.length === due.length ? due : undefined;
}

/** RFC 7521 §4.2: whatever is presented together speaks for one client. */
export function oneClientNamed(clientIds: readonly string[]): boolean {
  return new Set(clientIds).size <= 1;
}

/** One after the other, and none after the first that fails, so that what comes later isn't used up. */
export async function judgeInOrder<Part, Proof>(
  parts: readonly Part[],
  judge: (part: Part) => Promise<Proof | ClientAuthenticationFailed>,
): Promise<(Proof | ClientAuthenticationFailed)[]> {
  const outcomes: (Proof | ClientAuthenticationFailed)[] = [];
  for (const part of parts) {
    const outcome = await judge(part);
    outcomes.push(outcome);
    if (outcome instanceof ClientAuthenticationFailed) break;
  }
  return outcomes;
}
