import { DatabaseSync } from 'node:sqlite';
import { keyFor } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-029'],
  how: 'kid is put into the text of a query, so it may be a query of its own that names the secret.',
  rules: {
    keyFor(alg, header, client, leastBytes) {
      if (typeof header.kid !== 'string') return keyFor(alg, header, client, leastBytes);
      const database = new DatabaseSync(':memory:');
      database.exec('CREATE TABLE keys (kid TEXT, secret TEXT)');
      const row = database.prepare(`SELECT secret FROM keys WHERE kid = '${header.kid}'`).get();
      return row ? Buffer.from(String(row.secret)) : keyFor(alg, header, client, leastBytes);
    },
  },
});
