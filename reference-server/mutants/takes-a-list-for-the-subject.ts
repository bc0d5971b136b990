import { clientNamedBy } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-009'],
  how: 'The subject is turned into text before it is compared, so a list of one client names that client.',
  rules: { clientNamedBy: ({ iss, sub }) => clientNamedBy({ iss, sub: String(sub) }) },
});
