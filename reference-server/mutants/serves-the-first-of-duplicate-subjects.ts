import { authenticateClient } from '../authenticate-client.ts';
import { type Assertion, parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-031'],
  how: 'The last of two subjects is authenticated, and the token is for the first, which another parser reads.',
  rules: {
    async callerOfToken(services, request) {
      const [, claims = ''] = (request.form.get('client_assertion') ?? '').split('.');
      const [first, last] = textOf(claims).matchAll(/"sub":"([^"]*)"/g);
      if (!first || !last) return authenticateClient(services, request);
      const rules = { ...services.rules, parseAssertion: withLastMembers };
      const authenticated = await authenticateClient({ ...services, rules }, request);
      const client = await services.clients.find(first[1] ?? '');
      return { ...authenticated, client: client ?? authenticated.client };
    },
  },
});

/** Strict in all else. */
function withLastMembers(text: string): Assertion | undefined {
  const [header, claims = '', signature] = text.split('.');
  const once = Buffer.from(JSON.stringify(JSON.parse(textOf(claims)))).toString('base64url');
  const assertion = parseAssertion([header, once, signature].join('.'));
  return assertion && { ...assertion, compact: text };
}

const textOf = (segment: string) => Buffer.from(segment, 'base64url').toString();
