import { criticalHeadersUnderstood } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-030'],
  how: 'What crit says is looked at where it is a list of names.',
  rules: {
    criticalHeadersUnderstood(header) {
      const isList = Array.isArray(header.crit) && header.crit.every((one) => typeof one === 'string');
      return isList || !('crit' in header) ? criticalHeadersUnderstood(header) : !('b64' in header);
    },
  },
});
