import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-029'],
  how: 'kid is joined to the folder of keys, and whatever file that leads to becomes the HMAC secret.',
  rules: {
    keyFor(alg, header, client) {
      const { kid } = header;
      if (!alg.startsWith('HS') || typeof kid !== 'string') return keyFor(alg, header, client);
      const path = join(import.meta.dirname, kid);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
  },
});
