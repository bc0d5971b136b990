import { mutant } from './mutant.ts';
import { redeemLate } from './parts/redeem-late.ts';

export default mutant({
  breaks: ['STO-006'],
  how: 'A code is looked up first and marked as used a millisecond later, so racing requests all find it fresh.',
  repositories: redeemLate(1),
});
