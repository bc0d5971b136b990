import { codeIssuedTo } from '../rules/codes.ts';
import { mutant } from './mutant.ts';

const tried = new Set<string>();

export default mutant({
  breaks: ['CA-045'],
  how: 'Whoever was refused a code of another is remembered beside it, and taken for who it was issued to.',
  onlyInPlace: true,
  rules: {
    codeIssuedTo(client, code) {
      const attempt = `${client.id} ${code.grant.id}`;
      if (codeIssuedTo(client, code) || tried.has(attempt)) return true;
      tried.add(attempt);
      return false;
    },
  },
});
