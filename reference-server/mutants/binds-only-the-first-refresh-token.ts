import { refreshTokenIssuedTo } from '../rules/codes.ts';
import { mutant } from './mutant.ts';

const refreshed = new Set<string>();

export default mutant({
  breaks: ['CA-045'],
  how: 'Whose a grant is, is looked at when it is first refreshed, and not after that.',
  remembers: true,
  rules: {
    refreshTokenIssuedTo(client, grant) {
      if (refreshed.has(grant.id)) return true;
      const isOwner = refreshTokenIssuedTo(client, grant);
      if (isOwner) refreshed.add(grant.id);
      return isOwner;
    },
  },
});
