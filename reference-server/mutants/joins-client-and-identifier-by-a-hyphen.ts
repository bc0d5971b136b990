import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-025'],
  how: 'Spent identifiers are kept under client and identifier, joined by a hyphen, which both may hold.',
  repositories: ({ assertionIds }) => ({
    assertionIds: {
      ...assertionIds,
      spend: (clientId, identifier, expiresAt) =>
        assertionIds.spend('any', `${clientId}-${identifier}`, expiresAt),
    },
  }),
});
