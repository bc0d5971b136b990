import { presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-050'],
  how: 'The crit header is read where an assertion comes alone, and not beside a secret.',
  rules: {
    callerOfToken: callerWith(
      (request, { header }) => header?.crit !== undefined && presentedMechanisms(request).length > 1,
      () => ({ criticalHeadersUnderstood: () => true }),
    ),
  },
});
