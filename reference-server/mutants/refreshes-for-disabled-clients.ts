import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'Whether a client is disabled is looked at when a grant is given to it, and not when that is refreshed.',
  rules: {
    callerOfToken: callerWith(
      ({ form }) => form.get('grant_type') === 'refresh_token',
      () => ({ clientEnabled: () => true }),
    ),
  },
});
