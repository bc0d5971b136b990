import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-032'],
  alsoBreaks: ['CA-001', 'CA-002', 'CA-003', 'CA-017', 'CA-047', 'CA-049', 'CA-057', 'CA-060'],
  how: 'Assertions are refused unless their typ is client-authentication+jwt.',
  rules: { typeAllowed: ({ typ }) => typ === 'client-authentication+jwt' },
});
