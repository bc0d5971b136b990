import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-058'],
  how: 'The issuer is put together from the Host header, which is whatever the caller wrote.',
  rules: {
    issuerFor(configured, { host }) {
      const own = new URL(configured).host;
      return configured.replace(own, host ?? own);
    },
  },
});
