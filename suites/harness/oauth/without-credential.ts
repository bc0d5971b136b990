import type { Variant } from '../case.ts';
import type { ClientAuthMethod, EndpointName } from '../target/description.ts';
import type { Probe } from './call.ts';
import type { Client } from './client.ts';
import { strangersSigning } from './jws.ts';

type Attempt = Variant & { present(client: Client, endpoint: EndpointName): Promise<Probe> | Probe };

/** What somebody can present in a client's name who knows its identifier, and has no credential of it. */
export const withoutCredential: Readonly<
  Record<'client-id-alone' | 'nothing' | 'wrong-credential', Attempt>
> = {
  'client-id-alone': { present: () => ({ method: 'none' }) },
  nothing: { present: () => ({ method: 'none', form: { client_id: undefined } }) },
  'wrong-credential': {
    present: (client, endpoint) => wrongCredential(client, { endpoint }),
  },
};

type Presented = { method?: ClientAuthMethod; clientId?: string; endpoint?: EndpointName };

/** A secret or an assertion that nobody has a right to, in the name of the client or of whom else is named. */
export async function wrongCredential(
  client: Client,
  { method = client.method, clientId = client.id, endpoint = 'token' }: Presented = {},
): Promise<Probe> {
  if (!method.endsWith('_jwt')) return { clientId, secret: 'wrong-by-intention' };
  const claims = { iss: clientId, sub: clientId };
  const signWith = await strangersSigning(client.alg ?? 'ES256');
  return { clientId, assertion: client.assertion({ endpoint, claims, signWith }) };
}
