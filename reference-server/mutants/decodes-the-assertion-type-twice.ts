import { assertionTypeMatches } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-034'],
  how: 'The assertion type is decoded once more after the form was.',
  rules: {
    assertionTypeMatches: (type) => assertionTypeMatches(type?.replaceAll('%3A', ':')),
  },
});
