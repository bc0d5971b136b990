import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-045'],
  how: 'A code is redeemed by any client that may have its scopes.',
  rules: {
    codeIssuedTo: (client, { grant }) => grant.scope.split(' ').every((one) => client.scopes.includes(one)),
  },
});
