import { mutant, refused } from './mutant.ts';
import { storeIdentifiersLate } from './parts/store-identifiers-late.ts';

export default mutant({
  breaks: ['CA-022', 'STO-003'],
  how: 'The identifier is looked up first and stored five milliseconds later, so racing requests all find it fresh.',
  onlyAfter: refused,
  repositories: storeIdentifiersLate(5),
});
