import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-018'],
  how: 'Pushed requests are taken by assertions that expired half an hour ago.',
  rules: {
    callerOfPushedAuthorization: callerWith(
      ({ form }) => form.has('client_assertion'),
      ({ isExpired }) => ({ isExpired: (claims, now) => isExpired(claims, now - 1_800_000) }),
    ),
  },
});
