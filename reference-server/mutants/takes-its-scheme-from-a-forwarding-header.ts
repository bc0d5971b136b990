import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-058'],
  how: 'The issuer has whatever scheme X-Forwarded-Proto names, and whatever path X-Forwarded-Prefix does.',
  rules: {
    issuerFor(configured, headers) {
      const { protocol } = new URL(configured);
      const scheme = headers['x-forwarded-proto'] ?? protocol.slice(0, -1);
      return `${scheme}${configured.slice(protocol.length - 1)}${headers['x-forwarded-prefix'] ?? ''}`;
    },
  },
});
