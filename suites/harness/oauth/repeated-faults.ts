import type { Reply } from './reply.ts';

/** Whether both requests held the same assertion, code or refresh token: the second may be refused because the first took it. */
export function sharesWhatIsSpent(...replies: [Reply, Reply]): boolean {
  const [first, second] = replies.map(
    ({ exchange }) => new URLSearchParams(String(exchange.request.body ?? '')),
  );
  return ['client_assertion', 'code', 'refresh_token'].some((name) => {
    const sent = first?.getAll(name) ?? [];
    return sent.some((value) => second?.getAll(name).includes(value));
  });
}
