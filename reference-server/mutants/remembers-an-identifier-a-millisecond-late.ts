import { mutant, refused } from './mutant.ts';
import { rememberIdentifiersLate } from './parts/remember-identifiers-late.ts';

export default mutant({
  breaks: ['CA-022', 'STO-003'],
  how: 'The process looks an identifier up in its memory and adds it a millisecond later, so racing requests all find it fresh.',
  onlyAfter: refused,
  repositories: rememberIdentifiersLate(1),
});
