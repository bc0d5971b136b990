/** The one door to the mutants. Not by the server's index, which would load a whole server to name them. */
export { loadMutants, type Mutant } from '../../../reference-server/mutants/mutant.ts';
