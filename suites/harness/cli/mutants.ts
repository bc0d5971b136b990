/** The one door to the mutants, for the commands that know the reference server. */
export { loadMutants, type Mutant } from '../../../reference-server/index.ts';
