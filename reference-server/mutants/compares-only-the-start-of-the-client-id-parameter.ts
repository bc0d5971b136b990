import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-011'],
  how: 'A client_id parameter that begins with the identifier of the client will do.',
  rules: {
    clientIdParameterMatches: (parameter, clientId) =>
      parameter === undefined || parameter.startsWith(clientId),
  },
});
