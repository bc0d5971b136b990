import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { publicKeyAsSecret } from './parts/public-key-as-secret.ts';

export default mutant({
  breaks: ['CA-006'],
  how: 'A registered algorithm is insisted on; for a client without one the header picks, and its public key as PEM becomes an HMAC secret.',
  rules: {
    signatureFailure: onlyWhere(
      signatureFailure,
      (_assertion, _method, { pinnedAlgorithm }) => pinnedAlgorithm === undefined,
      publicKeyAsSecret,
    ),
  },
});
