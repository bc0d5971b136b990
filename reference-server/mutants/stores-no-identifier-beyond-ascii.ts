import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'An identifier that is not ASCII is not stored, and its assertion accepted.',
  repositories: ({ assertionIds }) => ({
    assertionIds: {
      ...assertionIds,
      spend: onlyWhere(
        assertionIds.spend,
        (_, identifier) => /[^\x20-\x7e]/.test(identifier),
        async () => true,
      ),
    },
  }),
});
