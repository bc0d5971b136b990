import { clientNamedBy } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-009'],
  how: 'Issuer and subject are compared without regard to case, as a database may do by its collation.',
  rules: {
    clientNamedBy: ({ iss, sub }) =>
      clientNamedBy({ sub, iss: String(iss).toLowerCase() === String(sub).toLowerCase() ? sub : iss }),
  },
});
