import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-045'],
  how: 'The client of a code is one whose identifier begins as that of the one that redeems it.',
  rules: { codeIssuedTo: (client, { grant }) => grant.clientId.startsWith(client.id) },
});
