import { mutant } from './mutant.ts';
import { spendAs } from './parts/spend-as.ts';

export default mutant({
  breaks: ['CA-025'],
  how: 'Spent identifiers are kept under client and identifier, joined with nothing between them.',
  repositories: spendAs((clientId, identifier) => `${clientId}${identifier}`),
});
