import { authenticateClient } from '../../authenticate-client.ts';
import type { ClientRequest } from '../../rules/requests.ts';
import type { Rules } from '../../rules.ts';
import type { Services } from '../../services.ts';

/** Treats these token requests otherwise and no others, which the watch is told: nearly every case sends others. */
export function tokenCallerWhere(
  differs: (request: ClientRequest) => boolean,
  otherwise: Rules['callerOfToken'],
): Rules['callerOfToken'] {
  const caller: Rules['callerOfToken'] = (services, request) =>
    differs(request) ? otherwise(services, request) : authenticateClient(services, request);
  return Object.assign(caller, { differs: (_: Services, request: ClientRequest) => differs(request) });
}
