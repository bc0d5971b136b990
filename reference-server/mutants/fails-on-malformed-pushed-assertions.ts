import { authenticateClient } from '../authenticate-client.ts';
import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'Beside a pushed request, an assertion that cannot be read is a fault of the server.',
  rules: {
    callerOfPushedAuthorization(services, request) {
      const rules = {
        ...services.rules,
        parseAssertion(text: string) {
          const assertion = parseAssertion(text);
          if (!assertion) throw new TypeError('no assertion');
          return assertion;
        },
      };
      return authenticateClient({ ...services, rules }, request);
    },
  },
});
