import { authenticateClient } from '../authenticate-client.ts';
import { RequestRefused } from '../errors.ts';
import type { Rules } from '../rules.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-039'],
  alsoBreaks: ['CA-051'],
  how: 'Of several credentials in a request each is tried until one is right.',
  rules: {
    callerOfToken: onlyWhere<Rules['callerOfToken']>(
      authenticateClient,
      ({ rules }, request) => rules.presentedMechanisms(request).length > 1,
      async (services, request) => {
        const { rules } = services;
        let refusal: unknown;
        const each = rules.presentedMechanisms(request).map((one) => () => [one]);
        for (const presentedMechanisms of [rules.presentedMechanisms, ...each]) {
          try {
            return await authenticateClient(
              { ...services, rules: { ...rules, presentedMechanisms } },
              request,
            );
          } catch (error) {
            refusal ??= error;
            if (!(refusal instanceof RequestRefused)) break; // a chain wants them all
          }
        }
        throw refusal;
      },
    ),
  },
});
