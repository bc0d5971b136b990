import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-001'],
  alsoBreaks: [
    'CA-002',
    'CA-003',
    'CA-004',
    'CA-009',
    'CA-010',
    'CA-027',
    'CA-028',
    'CA-029',
    'CA-032',
    'CA-035',
    'CA-037',
    'CA-043',
    'CA-044',
    'CA-050',
    'CA-055',
    'CA-057',
    'CA-060',
    'CA-062',
  ],
  how: 'The claims are checked and the signature never is.',
  rules: { signatureVerifies: async () => true },
});
