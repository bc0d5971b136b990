import { keySetProfile } from '../rules/key-sets.ts';
import { mutant } from './mutant.ts';

/** By when they were fetched, which in one process is as good as a name. */
const lastUse = new Map<number, number>();

export default mutant({
  breaks: ['CA-027'],
  how: 'The time that published keys are kept begins anew with each use, so a removed key lives while it is used.',
  onlyInPlace: true,
  rules: {
    keySetCurrent(fetchedAt, now) {
      const isCurrent = now < (lastUse.get(fetchedAt) ?? fetchedAt) + keySetProfile.cached;
      if (isCurrent) lastUse.set(fetchedAt, now);
      return isCurrent;
    },
  },
});
