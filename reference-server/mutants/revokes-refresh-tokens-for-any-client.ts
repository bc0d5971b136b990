import { revocationAllowed } from '../rules/tokens.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-066'],
  how: 'Whose token it is is asked of access tokens only.',
  rules: {
    revocationAllowed: (client, token) => token.kind === 'refresh' || revocationAllowed(client, token),
  },
});
