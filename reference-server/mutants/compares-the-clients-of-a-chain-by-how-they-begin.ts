import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-051'],
  how: 'The parts of a chain are one client’s where one identifier begins as the other does.',
  rules: {
    oneClientNamed: ([first = '', ...others]) =>
      others.every((other) => other.startsWith(first) || first.startsWith(other)),
  },
});
