import { audienceMatches } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-017'],
  alsoBreaks: ['CA-001', 'CA-002', 'CA-003', 'CA-047', 'CA-049', 'CA-055', 'CA-057', 'CA-060', 'CA-064'],
  how: "The audience must be the token endpoint's URL, so an assertion for the issuer is refused.",
  rules: { audienceMatches: (claims, issuer) => audienceMatches(claims, `${issuer}/oauth/token`) },
});
