import { clientNamedBy } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'A client identifier that is longer than its column is a fault of the database.',
  rules: {
    clientNamedBy(claims) {
      if (typeof claims.sub === 'string' && claims.sub.length > 255) throw new RangeError('value too long');
      return clientNamedBy(claims);
    },
  },
});
