import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-032'],
  how: 'Assertions are refused unless their typ is JWT.',
  rules: { typeAllowed: ({ typ }) => typ === 'JWT' },
});
