import { keySetProfile } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-027'],
  how: 'An unknown kid is no reason to look again before the cached keys expire, so a new key is refused till then.',
  rules: { keySetRefetchable: (triedAt, now) => now >= triedAt + keySetProfile.cached },
});
