import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-032'],
  how: 'The revocation endpoint wants the header of an assertion to name its type.',
  rules: {
    callerOfRevocation: callerWith(
      (_, { header }) => header !== undefined && header.typ === undefined,
      () => ({ typeAllowed: () => false }),
    ),
  },
});
