import type { JWK } from 'jose';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

const remembered = new Map<string, JWK>();

const remembering: typeof keyFor = (alg, header, client, leastBytes) => {
  const key = keyFor(alg, header, client, leastBytes);
  if (key && !(key instanceof Uint8Array)) remembered.set(String(header.kid), key);
  return key;
};

export default mutant({
  breaks: ['CA-009'],
  alsoBreaks: ['CA-027'],
  how: 'Keys that were once used are kept by their kid alone, so that one client can sign in the name of another.',
  onlyInPlace: true,
  rules: {
    keyFor: onlyWhere(
      remembering,
      (alg, header, client, leastBytes) =>
        !alg.startsWith('HS') && keyFor(alg, header, client, leastBytes) === undefined,
      (_alg, { kid }) => remembered.get(String(kid)),
    ),
  },
});
