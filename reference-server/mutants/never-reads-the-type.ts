import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-063'],
  how: 'The typ header is not read, so a token made for another purpose passes where its claims do.',
  rules: { typeAllowed: () => true },
});
