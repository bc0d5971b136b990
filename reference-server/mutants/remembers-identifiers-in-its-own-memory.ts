import { mutant, refused } from './mutant.ts';

export default mutant({
  breaks: ['CA-024'],
  alsoBreaks: ['CA-022'],
  how: 'Spent identifiers are kept in the memory of the process, so a restart forgets them.',
  on: { storage: 'file' },
  onlyAfter: refused,
  repositories({ assertionIds }) {
    const spent = new Set<string>();
    return {
      assertionIds: {
        ...assertionIds,
        async spend(clientId, identifier) {
          const key = JSON.stringify([clientId, identifier]);
          return !spent.has(key) && spent.add(key).has(key);
        },
      },
    };
  },
});
