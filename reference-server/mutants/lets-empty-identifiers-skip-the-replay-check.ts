import { randomUUID } from 'node:crypto';
import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-023'],
  how: 'Replays are looked for only where jti holds something, so the empty text works again and again.',
  rules: {
    identifierOf: (assertion) => (assertion.claims.jti === '' ? randomUUID() : identifierOf(assertion)),
  },
});
