import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'An answer with a token may be stored by caches that are private, which on a shared machine are not.',
  rules: { tokenCaching: () => 'private, max-age=60' },
});
