import { clientNamedBy } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-009'],
  how: 'Spaces around the issuer are taken off before it is compared with the subject.',
  rules: {
    clientNamedBy: (claims) =>
      clientNamedBy(typeof claims.iss === 'string' ? { ...claims, iss: claims.iss.trim() } : claims),
  },
});
