import { grantAllowed } from '../rules/grants.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A client that showed a whole chain may use every grant, whatever it is registered for.',
  rules: {
    grantAllowed: (client, grantType) => client.chain !== undefined || grantAllowed(client, grantType),
  },
});
