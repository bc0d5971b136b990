import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

/** By client. */
const everSeen = new Map<string, JWK[]>();

export default mutant({
  breaks: ['CA-027'],
  how: 'Keys that a fetch brings are added to those that are known, and none is ever dropped.',
  onlyInPlace: true,
  rules: {
    keyFor: onlyWhere(
      keyFor,
      (_alg, _header, { jwksUri }) => jwksUri !== undefined,
      (alg, header, client) => {
        const keys = [...(everSeen.get(client.id) ?? []), ...client.keys];
        const byKid = new Map(keys.map((key) => [key.kid, key]));
        everSeen.set(client.id, [...byKid.values()]);
        return keyFor(alg, header, { ...client, keys: [...byKid.values()] });
      },
    ),
  },
});
