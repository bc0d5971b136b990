import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'The size of keys is looked at when they are registered, and not when they are fetched.',
  rules: { publishedKeyUsable: () => true },
});
