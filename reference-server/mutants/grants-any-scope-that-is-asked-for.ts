import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'Whatever scope a client asks for is granted, and what it is registered for where it asks for none.',
  rules: { grantedScope: (requested, client) => requested?.split(' ') ?? client.scopes },
});
