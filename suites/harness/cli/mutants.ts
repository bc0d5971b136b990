/** The one door to mutants. Not by the server's index, which would load a whole server to name them. */

export { MutantWatch } from '../../../reference-server/mutant-watch.ts';
export { loadMutants, type Mutant } from '../../../reference-server/mutants/mutant.ts';
