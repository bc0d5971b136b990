import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A refresh gives whatever scope it asks for.',
  rules: { refreshedScope: (requested, { scope }) => requested ?? scope },
});
