import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-051'],
  how: 'Each part of a chain is judged by the client that it names, and nobody looks whether that is the same one.',
  rules: { oneClientNamed: () => true },
});
