import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-058'],
  how: 'Whoever calls is trusted as a proxy would be, so the host of Forwarded (RFC 7239) tells what the issuer is.',
  rules: {
    issuerFor(configured, { forwarded = '' }) {
      const own = new URL(configured).host;
      return configured.replace(own, /host="?([^";,]+)/i.exec(forwarded)?.[1] ?? own);
    },
  },
});
