import type { Form, TryOut } from '../../try-out.ts';

/** True where the server does what the mutant of this name does and the clean server does not. */
export type Symptom = (server: TryOut) => Promise<boolean>;

export async function accepts(
  server: Pick<TryOut, 'token'>,
  form: Form | string,
  headers?: Record<string, string>,
): Promise<boolean> {
  return (await server.token(form, headers)).status === 200;
}
