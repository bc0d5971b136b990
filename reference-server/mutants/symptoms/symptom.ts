import { asserting, type Form, type TryOut } from '../../try-out.ts';

/** True where the server does what the mutant of this name does and the clean server does not. */
export type Symptom = (server: TryOut) => Promise<boolean>;

export async function accepts(
  server: Pick<TryOut, 'token'>,
  form: Form | string,
  headers?: Record<string, string>,
): Promise<boolean> {
  return (await server.token(form, headers)).status === 200;
}

/** Seconds since the epoch. */
export const now = () => Math.floor(Date.now() / 1000);

/** Whether an assertion is accepted whose claims differ in these. */
export const acceptsClaims =
  (claims: Record<string, unknown>): Symptom =>
  async (server) =>
    accepts(server, asserting(await server.assertion('es256', { claims })));
