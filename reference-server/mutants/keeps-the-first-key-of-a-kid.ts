import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

const keys = new Map<string, JWK>();

export default mutant({
  breaks: ['CA-027'],
  how: 'Keys are kept by their kid for as long as the process lives, so none takes the place of another.',
  onlyInPlace: true,
  rules: {
    keyFor: onlyWhere(
      keyFor,
      (_alg, _header, client) => client.jwksUri !== undefined,
      (alg, header, client, leastBytes) => {
        const key = keyFor(alg, header, client, leastBytes);
        if (!key || key instanceof Uint8Array) return key;
        const name = `${client.id} ${key.kid}`;
        const first = keys.get(name) ?? key;
        keys.set(name, first);
        return first;
      },
    ),
  },
});
