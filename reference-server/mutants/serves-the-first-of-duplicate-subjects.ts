import { authenticateClient } from '../authenticate-client.ts';
import type { ClientRequest } from '../rules/requests.ts';
import { type Assertion, parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-031'],
  how: 'The last of two subjects is authenticated, and the token is for the first, which another parser reads.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, request) => subjectsIn(request).length > 1,
      async (services, request) => {
        const rules = { ...services.rules, parseAssertion: withLastMembers };
        const authenticated = await authenticateClient({ ...services, rules }, request);
        const client = await services.clients.find(subjectsIn(request)[0] ?? '');
        return { ...authenticated, client: client ?? authenticated.client };
      },
    ),
  },
});

function subjectsIn({ form }: ClientRequest): string[] {
  const [, claims = ''] = (form.get('client_assertion') ?? '').split('.');
  return [...textOf(claims).matchAll(/"sub":"([^"]*)"/g)].map(([, subject = '']) => subject);
}

/** Strict in all else. */
function withLastMembers(text: string): Assertion | undefined {
  const [header, claims = '', signature] = text.split('.');
  const once = Buffer.from(JSON.stringify(JSON.parse(textOf(claims)))).toString('base64url');
  const assertion = parseAssertion([header, once, signature].join('.'));
  return assertion && { ...assertion, compact: text };
}

const textOf = (segment: string) => Buffer.from(segment, 'base64url').toString();
