import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'The token endpoint does not look at the HTTP method.',
  rules: { tokenMethodAllowed: () => true },
});
