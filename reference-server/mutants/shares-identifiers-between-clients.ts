import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-025'],
  how: 'Spent identifiers are kept without the client that spent them, so one client uses up those of another.',
  repositories: ({ assertionIds }) => ({
    assertionIds: {
      ...assertionIds,
      spend: (_, identifier, expiresAt) => assertionIds.spend('any', identifier, expiresAt),
    },
  }),
});
