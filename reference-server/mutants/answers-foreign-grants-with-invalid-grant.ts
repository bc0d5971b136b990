import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A client that may not use a grant is answered as if what it sent for it were wrong.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (refusal.body.error !== 'unauthorized_client') return refusal;
      return { ...refusal, body: { ...refusal.body, error: 'invalid_grant' } };
    },
  },
});
