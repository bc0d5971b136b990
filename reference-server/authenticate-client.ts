import { ClientAuthenticationFailed, RequestRefused, SingleUseNotGuaranteed } from './errors.ts';
import { judgeCredentials } from './judge-credentials.ts';
import { readCredentials, type Unreadable } from './read-credentials.ts';
import type { AuthenticationMethod } from './rules/algorithms.ts';
import type { ClientRequest, Credentials } from './rules/requests.ts';
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
 * The client that made a back-channel request. The same for every endpoint, and every outcome is audited.
 * @throws {ClientAuthenticationFailed} with the reason
 * @throws {RequestRefused} where the request carries more than one mechanism
 * @throws {SingleUseNotGuaranteed} where the store can't tell whether an assertion is fresh
 */
export async function authenticateClient(
  services: Services,
  request: ClientRequest,
): Promise<AuthenticatedClient> {
  const { rules, audit } = services;
  const parts = rules
    .presentedMechanisms(request)
    .map((mechanism) => readCredentials(rules, request, mechanism));
  const clientId = idsIn(parts)[0] ?? request.form.get('client_id');
  const mechanism = parts[0]?.mechanism;
  try {
    const { client, methods } = await authenticate(services, request, parts);
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

async function authenticate(
  services: Services,
  { form }: ClientRequest,
  parts: Parts,
): Promise<AuthenticatedClient> {
  const { clients } = services;
  if (parts.length > 1) {
    throw new RequestRefused('invalid_request', 'More than one way of client authentication was used.');
  }
  const [credentials] = parts;
  if (!credentials) throw new ClientAuthenticationFailed('no_credentials', undefined);
  const registered =
    credentials.clientId === undefined ? undefined : await clients.find(credentials.clientId);
  const outcome = await judgeCredentials(services, credentials, registered, form.get('client_id'));
  if (outcome instanceof ClientAuthenticationFailed) throw outcome;
  return { client: outcome.client, methods: [outcome.method] };
}

function idsIn(parts: Parts): string[] {
  return parts.flatMap(({ clientId }) => clientId ?? []);
}

function reasonOf(error: unknown): AuditEvent['reason'] {
  if (error instanceof ClientAuthenticationFailed) return error.reason;
  if (error instanceof RequestRefused) return 'invalid_request';
  return error instanceof SingleUseNotGuaranteed ? 'single_use_not_guaranteed' : undefined;
}
