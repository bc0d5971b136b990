import { authenticateClient } from '../../authenticate-client.ts';
import type { ClientRequest } from '../../rules/requests.ts';
import { type Assertion, parseAssertion } from '../../rules/serialization.ts';
import type { Rules } from '../../rules.ts';
import { onlyWhere } from './only-where.ts';

/** Authenticates whoever makes such a request by these rules in the place of the right ones, at the one endpoint that it is swapped in for. */
export function callerWith(
  differs: (request: ClientRequest, assertion: Partial<Assertion>) => boolean,
  wrongFor: (right: Rules) => Partial<Rules>,
) {
  return onlyWhere<Rules['callerOfToken']>(
    authenticateClient,
    (_, request) => differs(request, parseAssertion(request.form.get('client_assertion') ?? '') ?? {}),
    (services, request) => {
      const rules = { ...services.rules, ...wrongFor(services.rules) };
      return authenticateClient({ ...services, rules }, request);
    },
  );
}
