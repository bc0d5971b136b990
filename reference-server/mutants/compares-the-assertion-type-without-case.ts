import { assertionTypeMatches } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-034'],
  how: 'The client_assertion_type parameter is compared without regard to letter case.',
  rules: { assertionTypeMatches: (type) => assertionTypeMatches(type?.toLowerCase()) },
});
