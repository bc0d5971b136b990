import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-046'],
  how: 'A client that is enabled again is said to be, and stays disabled.',
  repositories: ({ clients }) => ({ clients: { ...clients, enable: async () => true } }),
});
