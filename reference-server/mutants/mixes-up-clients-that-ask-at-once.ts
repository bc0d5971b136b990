import { type AuthenticatedClient, authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { pause } from './parts/pause.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'The client that asked for a token is kept where the next one that asks is put too.',
  onlyInPlace: true,
  rules: {
    async callerOfToken(services, request) {
      asking = await authenticateClient(services, request);
      await pause(1);
      return asking;
    },
  },
});

let asking: AuthenticatedClient;
