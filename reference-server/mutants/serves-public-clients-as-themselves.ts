import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-067'],
  how: 'A client without a credential may use every grant that it is registered for, client credentials too.',
  rules: { grantAllowed: (client, grantType) => client.grantTypes.includes(grantType) },
});
