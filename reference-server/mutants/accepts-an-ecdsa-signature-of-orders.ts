import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

/** Of P-256, P-384 and P-521 (SEC 2 v2 §2.4.2, §2.5.1, §2.6.1). */
const orders: Readonly<Record<string, string>> = {
  ES256: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  ES384: 'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  ES512:
    '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
};

export default mutant({
  breaks: ['CA-037'],
  how: 'R and S are compared with zero and not with the order of the curve, by which they are reduced to zero.',
  rules: {
    async signatureVerifies(assertion, alg, key) {
      const order = orders[alg];
      const isZero =
        order !== undefined && Buffer.from(assertion.signature).toString('hex') === `${order}${order}`;
      return isZero || signatureVerifies(assertion, alg, key);
    },
  },
});
