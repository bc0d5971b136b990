import { refreshedScope } from '../rules/codes.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A refresh is given every scope that it asks for where one of them was granted.',
  rules: {
    refreshedScope(requested, grant) {
      const granted = grant.scope.split(' ');
      const isPartlyGranted = requested?.split(' ').some((one) => granted.includes(one)) ?? false;
      return isPartlyGranted ? requested : refreshedScope(requested, grant);
    },
  },
});
