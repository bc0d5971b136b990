import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'An identifier that is longer than its column is not stored, and its assertion accepted.',
  repositories: ({ assertionIds }) => ({
    assertionIds: {
      ...assertionIds,
      spend: onlyWhere(
        assertionIds.spend,
        (_, identifier) => identifier.length > 128,
        async () => true,
      ),
    },
  }),
});
