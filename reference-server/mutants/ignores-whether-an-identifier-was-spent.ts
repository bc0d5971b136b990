import { mutant, refused } from './mutant.ts';

export default mutant({
  breaks: ['CA-022'],
  alsoBreaks: ['CA-024', 'CA-025', 'CA-050', 'CA-062', 'STO-003'],
  how: 'The identifier is stored, and whether it was there already is not looked at.',
  onlyAfter: refused,
  repositories: ({ assertionIds }) => ({
    assertionIds: {
      ...assertionIds,
      async spend(clientId, identifier, expiresAt) {
        await assertionIds.spend(clientId, identifier, expiresAt);
        return true;
      },
    },
  }),
});
