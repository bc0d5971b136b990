import { mutant, refused } from './mutant.ts';

const capacity = 1_000;

export default mutant({
  breaks: ['CA-022'],
  alsoBreaks: ['CA-024'],
  how: `Identifiers are kept in the process, and the oldest of more than ${capacity} makes room for the next.`,
  onlyAfter: refused,
  repositories({ assertionIds }) {
    const spent = new Set<string>();
    return {
      assertionIds: {
        ...assertionIds,
        async spend(clientId, identifier) {
          const key = `${clientId} ${identifier}`;
          if (spent.has(key)) return false;
          const [oldest] = spent.add(key);
          if (spent.size > capacity && oldest !== undefined) spent.delete(oldest);
          return true;
        },
      },
    };
  },
});
