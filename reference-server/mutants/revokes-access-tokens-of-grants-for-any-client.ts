import { revocationAllowed } from '../rules/tokens.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  how: 'An access token that came of a code is revoked for any client, as if its grant had no owner.',
  rules: {
    revocationAllowed: (client, token) =>
      revocationAllowed(client, token) || (token.kind === 'access' && token.grantId !== undefined),
  },
});
