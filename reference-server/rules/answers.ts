/** RFC 6749 §3.2: tokens are asked for by POST, so that neither the request nor the answer is kept on the way. */
export function tokenMethodAllowed(method: string): boolean {
  return method === 'POST';
}

/** RFC 6749 §5.1: the Cache-Control of an answer that holds a token. */
export function tokenCaching(): string {
  return 'no-store';
}
