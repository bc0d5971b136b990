import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-065'],
  how: 'A failed Basic authentication is challenged for a Bearer token, in a realm that has Basic in its name.',
  rules: {
    refusalOf(error) {
      const refusal = refusalOf(error);
      if (refusal.status !== 401) return refusal;
      return { ...refusal, headers: { 'WWW-Authenticate': 'Bearer realm="Basic services"' } };
    },
  },
});
