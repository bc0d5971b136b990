import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-030'],
  alsoBreaks: ['CA-050'],
  how: 'Revocation does not read the crit header.',
  rules: {
    callerOfRevocation: callerWith(
      (_, { header }) => header?.crit !== undefined,
      () => ({ criticalHeadersUnderstood: () => true }),
    ),
  },
});
