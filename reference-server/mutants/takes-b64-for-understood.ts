import { criticalHeadersUnderstood } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-030'],
  how: 'That a payload is not encoded counts as understood, and the claims are decoded all the same.',
  rules: {
    criticalHeadersUnderstood({ crit, b64, ...header }) {
      const known = b64 !== undefined && Array.isArray(crit) && crit.every((name) => name === 'b64');
      return criticalHeadersUnderstood(
        known
          ? header
          : { ...header, ...(crit !== undefined && { crit }), ...(b64 !== undefined && { b64 }) },
      );
    },
  },
});
