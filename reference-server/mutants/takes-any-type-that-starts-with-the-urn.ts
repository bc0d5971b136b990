import { assertionTypeMatches } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-034'],
  how: 'What follows the URN after a colon is cut off before the type is compared.',
  rules: { assertionTypeMatches: (type) => assertionTypeMatches(type?.split(':').slice(0, 6).join(':')) },
});
