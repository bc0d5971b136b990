import type { TryOut } from '../../try-out.ts';

/** True where the server does what the mutant of this name does and the clean server does not. */
export type Symptom = (server: TryOut) => Promise<boolean>;
