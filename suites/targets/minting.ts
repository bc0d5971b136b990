import { createHash } from 'node:crypto';
import type { TriedTarget } from './try-target.ts';

type Minting = {
  /** What is asked of the control listener for a code of svc-basic. */
  wanted: Record<'client_id' | 'redirect_uri' | 'scope' | 'code_challenge', string>;
  mint(body: object, token?: string): Promise<Response>;
  /** The form that redeems a code so minted. */
  redeeming(code: string): Record<string, string>;
};

/** How the control listener of a target is asked for codes. */
export function mintingAt({ target }: TriedTarget): Minting {
  const { admin } = target.capabilities;
  if (!admin) throw new Error('the target file declares no admin');
  const redirect_uri = target.oauth?.redirectUri ?? '';
  const code_verifier = 'v'.repeat(43);
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
  return {
    wanted: { client_id: 'svc-basic', redirect_uri, scope: 'api', code_challenge },
    mint: (body, token = admin.token) =>
      fetch(`${admin.url}/codes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
    redeeming: (code) => ({ grant_type: 'authorization_code', code, redirect_uri, code_verifier }),
  };
}
