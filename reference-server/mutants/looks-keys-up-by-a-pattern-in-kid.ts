import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-029'],
  how: 'kid is pasted into a regular expression, so a bracket in it is a fault of the server.',
  rules: {
    keyFor(alg, header, client) {
      const { kid } = header;
      if (typeof kid !== 'string') return keyFor(alg, header, client);
      const pattern = new RegExp(`^${kid}$`);
      const named = client.keys.find((key) => key.kid !== undefined && pattern.test(key.kid));
      return named ? keyFor(alg, { ...header, kid: named.kid }, client) : undefined;
    },
  },
});
