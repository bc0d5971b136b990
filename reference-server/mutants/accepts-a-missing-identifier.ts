import { randomUUID } from 'node:crypto';
import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-023'],
  alsoBreaks: ['CA-050'],
  how: 'An assertion without jti is given one of our own, so it can be used again and again.',
  rules: {
    identifierOf: (assertion) =>
      assertion.claims.jti === undefined ? randomUUID() : identifierOf(assertion),
  },
});
