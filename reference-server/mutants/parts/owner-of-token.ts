import { issuedToken } from '../../issued-token.ts';
import type { ClientRequest } from '../../rules/requests.ts';
import type { Services } from '../../services.ts';
import type { Client } from '../../storage/clients.ts';

/** The client that a request's token was issued to, as if that were who asks. */
export async function ownerOfToken(
  services: Services,
  { form }: ClientRequest,
  kinds: readonly ('access' | 'refresh')[] = ['access', 'refresh'],
): Promise<Client | undefined> {
  const token = await issuedToken(services, form.get('token') ?? '');
  return token && kinds.includes(token.kind) ? services.clients.find(token.clientId) : undefined;
}

/** Nothing, or the identifier of a client and nothing to show for it. */
export function presentsNoCredential({ rules }: Services, request: ClientRequest): boolean {
  return rules.presentedMechanisms(request).every((mechanism) => mechanism === 'none');
}
