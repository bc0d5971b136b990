import { randomUUID } from 'node:crypto';
import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'An assertion that comes with a code counts as used up with the code, and is not remembered.',
  rules: {
    callerOfToken: callerWith(
      ({ form }) => form.get('grant_type') === 'authorization_code',
      ({ identifierOf }) => ({ identifierOf: (assertion) => identifierOf(assertion) && randomUUID() }),
    ),
  },
});
