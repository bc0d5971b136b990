import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-034'],
  alsoBreaks: ['CA-050'],
  how: 'The client_assertion_type parameter is not read.',
  rules: { assertionTypeMatches: () => true },
});
