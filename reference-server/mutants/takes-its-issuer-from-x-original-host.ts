import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-058'],
  how: 'The host in X-Original-Host is the host of the issuer.',
  rules: {
    issuerFor(configured, headers) {
      const { protocol, host } = new URL(configured);
      const named = headers['x-original-host'];
      return named ? configured.replace(`${protocol}//${host}`, `${protocol}//${named}`) : configured;
    },
  },
});
