import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

/** By client. */
const keys = new Map<string, JWK>();

export default mutant({
  breaks: ['CA-027'],
  how: 'A published key without kid is kept for as long as the process lives, since no unknown kid ever asks for a new look.',
  onlyInPlace: true,
  rules: {
    keyFor: onlyWhere(
      keyFor,
      (_alg, { kid }, { jwksUri }) => jwksUri !== undefined && kid === undefined,
      (alg, header, client, leastBytes) => {
        const key = keys.get(client.id) ?? keyFor(alg, header, client, leastBytes);
        if (key && !(key instanceof Uint8Array) && key.kid === undefined) keys.set(client.id, key);
        return key;
      },
    ),
  },
});
