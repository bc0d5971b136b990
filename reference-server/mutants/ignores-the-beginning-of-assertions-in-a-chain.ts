import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-050'],
  how: 'When an assertion begins is not looked at where a secret comes with it.',
  rules: {
    callerOfToken: callerWith(
      ({ authorization, form }, { claims }) =>
        claims?.nbf !== undefined && (authorization !== undefined || form.has('client_secret')),
      () => ({ notYetValid: () => false }),
    ),
  },
});
