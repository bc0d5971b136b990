import { criticalHeadersUnderstood } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-030'],
  how: 'A critical header that is named like a claim counts as understood.',
  rules: {
    criticalHeadersUnderstood: (header) =>
      JSON.stringify(header.crit) === '["exp"]' || criticalHeadersUnderstood(header),
  },
});
