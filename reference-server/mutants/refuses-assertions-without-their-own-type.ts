import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-032'],
  how: 'Assertions are refused unless their typ is client-authentication+jwt.',
  rules: { typeAllowed: ({ typ }) => typ === 'client-authentication+jwt' },
});
