import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-015'],
  how: 'The revocation endpoint compares the audience without the slash that it ends in.',
  rules: {
    callerOfRevocation: callerWith(
      (_, { claims }) => String(claims?.aud).endsWith('/'),
      ({ audienceMatches }) => ({
        audienceMatches: (claims, issuer) =>
          audienceMatches({ aud: String(claims.aud).replace(/\/$/, '') }, issuer),
      }),
    ),
  },
});
