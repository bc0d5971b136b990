import { ClientAuthenticationFailed, RequestRefused, SingleUseNotGuaranteed } from './errors.ts';
import { judgeCredentials } from './judge-credentials.ts';
import { readCredentials, type Unreadable } from './read-credentials.ts';
import type { AuthenticationMethod } from './rules/algorithms.ts';
import { type ClientRequest, type Credentials, mechanismOf } from './rules/requests.ts';
import type { Services } from './services.ts';
import type { AuditEvent } from './storage/audit-events.ts';
import type { Client } from './storage/clients.ts';

/** The client that made a request, and every method that showed it, in the order they were looked at. */
export interface AuthenticatedClient {
  client: Client;
  methods: readonly AuthenticationMethod[];
}

type Parts = readonly (Credentials | Unreadable)[];

/**
 * The client that made a back-channel request. The same for every endpoint, and every outcome is audited: as accepted only
 * what the endpoint lets in.
 * @throws {ClientAuthenticationFailed} with the reason
 * @throws {RequestRefused} where the request carries more than one mechanism and no chain policy wants that
 * @throws {SingleUseNotGuaranteed} where the store can't tell whether an assertion is fresh
 */
export async function authenticateClient(
  services: Services,
  request: ClientRequest,
  letsIn: (client: Client) => boolean = () => true,
): Promise<AuthenticatedClient> {
  const { rules, audit } = services;
  const parts = rules
    .presentedMechanisms(request)
    .map((mechanism) => readCredentials(rules, request, mechanism));
  const clientId = idsIn(parts)[0] ?? request.form.get('client_id');
  const mechanism = parts[0]?.mechanism;
  try {
    const { client, methods } = await authenticate(services, request, parts);
    if (!letsIn(client)) throw new ClientAuthenticationFailed('no_credentials', mechanism, methods[0]);
    await audit({ clientId, mechanism, methods, outcome: 'accepted', reason: undefined });
    return { client, methods };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason) {
      const failed = error instanceof ClientAuthenticationFailed ? error : undefined;
      const methods = failed?.method ? [failed.method] : [];
      await audit({
        clientId,
        mechanism: failed?.mechanism ?? mechanism,
        methods,
        outcome: 'refused',
        reason,
      });
    }
    throw error;
  }
}

/** At introspection a client without credentials is nobody (RFC 7662 §2.1). */
export function authenticateForIntrospection(
  services: Services,
  request: ClientRequest,
): Promise<AuthenticatedClient> {
  return authenticateClient(services, request, services.rules.introspectionAllowed);
}

async function authenticate(
  services: Services,
  request: ClientRequest,
  parts: Parts,
): Promise<AuthenticatedClient> {
  const { rules } = services;
  const named = await clientsNamedIn(services, parts);
  const [policy] = named.values();
  if (parts.length > 1 && !rules.severalMechanismsAllowed(policy)) {
    throw new RequestRefused('invalid_request', 'More than one way of client authentication was used.');
  }
  const due = policy?.chain ? chainDue(services, request, policy, parts) : parts;
  const addressed = { ...services, issuer: request.issuer };
  const outcomes = await rules.judgeInOrder(due, (part) =>
    judgeCredentials(addressed, part, named.get(part.clientId ?? ''), request.form.get('client_id')),
  );
  const proofs = outcomes.map((outcome) => {
    if (outcome instanceof ClientAuthenticationFailed) throw outcome;
    return outcome;
  });
  const [first] = proofs;
  if (!first) throw new ClientAuthenticationFailed('no_credentials', undefined);
  return { client: first.client, methods: proofs.map(({ method }) => method) };
}

/** Everything that the client's policy wants, in its order; nothing is judged before all is there. */
function chainDue({ rules }: Services, request: ClientRequest, policy: Client, parts: Parts): Parts {
  const required = rules.requiredMethods(policy, request);
  const presented = parts.map(({ mechanism }) => mechanism);
  const due = rules.mechanismsDue(required, presented);
  if (!due) {
    const missing = required.find((method) => !presented.includes(mechanismOf[method]));
    throw new ClientAuthenticationFailed('chain_incomplete', presented[0], missing);
  }
  if (!rules.oneClientNamed(idsIn(parts))) {
    throw new ClientAuthenticationFailed('several_clients_named', presented[0]);
  }
  return due.flatMap((mechanism) => parts.find((part) => part.mechanism === mechanism) ?? []);
}

/** By the identifiers that the parts claim, in their order; undefined where there is no such client. */
async function clientsNamedIn(
  { clients }: Services,
  parts: Parts,
): Promise<ReadonlyMap<string, Client | undefined>> {
  const named = new Map<string, Client | undefined>();
  for (const id of idsIn(parts)) if (!named.has(id)) named.set(id, await clients.find(id));
  return named;
}

function idsIn(parts: Parts): string[] {
  return parts.flatMap(({ clientId }) => clientId ?? []);
}

function reasonOf(error: unknown): AuditEvent['reason'] {
  if (error instanceof ClientAuthenticationFailed) return error.reason;
  if (error instanceof RequestRefused) return 'invalid_request';
  return error instanceof SingleUseNotGuaranteed ? 'single_use_not_guaranteed' : undefined;
}
