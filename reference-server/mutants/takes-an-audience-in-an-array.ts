import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-016'],
  how: 'Under FAPI 2.0 the issuer may be alone in an array, as it may elsewhere.',
  on: { profile: 'fapi2' },
  rules: { audienceMatches },
});
