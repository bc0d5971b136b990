import type { Variant } from '../case.ts';
import type { EndpointName } from '../target/description.ts';
import type { Probe } from './call.ts';
import type { Client } from './client.ts';
import { strangersKey } from './jws.ts';

type Attempt = Variant & { present(client: Client, endpoint: EndpointName): Promise<Probe> | Probe };

/** What somebody can present in a client's name who knows its identifier, and has no credential of it. */
export const withoutCredential: Readonly<
  Record<'client-id-alone' | 'nothing' | 'wrong-credential', Attempt>
> = {
  'client-id-alone': { present: () => ({ method: 'none' }) },
  nothing: { present: () => ({ method: 'none', form: { client_id: undefined } }) },
  'wrong-credential': {
    async present(client, endpoint) {
      const alg = client.alg ?? '';
      if (!client.method.endsWith('_jwt')) return { secret: 'wrong-by-intention' };
      const key = alg.startsWith('HS') ? Buffer.alloc(64, 'wrong') : await strangersKey(alg);
      return { assertion: client.assertion({ endpoint, signWith: { alg, key } }) };
    },
  },
};
