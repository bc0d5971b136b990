import { mutant } from './mutant.ts';
import { spendAs } from './parts/spend-as.ts';

export default mutant({
  breaks: ['CA-025'],
  how: 'Spent identifiers are kept without the client that spent them, so one client uses up those of another.',
  repositories: spendAs((_, identifier) => identifier),
});
