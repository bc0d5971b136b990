import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-027'],
  how: 'Published keys are fetched again only for an unknown kid, so a removed key lives until somebody shows a new one.',
  rules: { keySetCurrent: () => true },
});
