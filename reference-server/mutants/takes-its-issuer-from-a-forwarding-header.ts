import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-058'],
  how: 'Whoever calls is trusted as a proxy would be, so X-Forwarded-Host tells what the issuer is.',
  rules: {
    issuerFor(configured, headers) {
      const own = new URL(configured).host;
      return configured.replace(own, String(headers['x-forwarded-host'] ?? own));
    },
  },
});
