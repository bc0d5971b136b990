import { authenticateClient } from '../authenticate-client.ts';
import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-026'],
  how: 'An identifier is spent before the audience is looked at.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, { form, issuer }) => audienceIn(form) !== undefined && audienceIn(form) !== issuer,
      async (services, request) => {
        const { assertionIds, rules } = services;
        const spent: Promise<unknown>[] = [];
        const audienceMatches: typeof rules.audienceMatches = (claims, issuer) => {
          const { sub, jti, exp } = claims;
          if (rules.audienceMatches(claims, issuer)) return true;
          spent.push(assertionIds.spend(String(sub), String(jti), Number(exp) * 1000));
          return false;
        };
        const changed = { ...services, rules: { ...rules, audienceMatches } };
        return authenticateClient(changed, request).finally(() => Promise.all(spent));
      },
    ),
  },
});

function audienceIn(form: ReadonlyMap<string, string>): unknown {
  return parseAssertion(form.get('client_assertion') ?? '')?.claims.aud;
}
