import { authenticateClient } from '../authenticate-client.ts';
import { ClientAuthenticationFailed, RequestRefused } from '../errors.ts';
import type { Mechanism } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-054'],
  alsoBreaks: ['CA-062'],
  how: 'Of a chain that is not all there, what is there is judged, and only where that is right the rest is asked for.',
  onlyAfter: isIncomplete,
  rules: {
    async callerOfToken(services, request) {
      try {
        return await authenticateClient(services, request);
      } catch (error) {
        if (!isIncomplete(error)) throw error;
        const rules = {
          ...services.rules,
          mechanismsDue: (_: unknown, presented: readonly Mechanism[]) => presented,
        };
        await authenticateClient({ ...services, rules, audit: () => Promise.resolve() }, request);
        throw new RequestRefused('invalid_request', `${error.method} is missing.`);
      }
    },
  },
});

function isIncomplete(told: unknown): told is ClientAuthenticationFailed {
  return told instanceof ClientAuthenticationFailed && told.reason === 'chain_incomplete';
}
