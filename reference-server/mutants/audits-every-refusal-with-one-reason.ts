import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-054'],
  how: 'The audit trail says of every refusal no more than the caller was told.',
  repositories: ({ auditEvents }) => ({
    auditEvents: {
      ...auditEvents,
      since: async (at) =>
        (await auditEvents.since(at)).map((event) => ({
          ...event,
          methods: [],
          reason: event.reason && 'no_credentials',
        })),
    },
  }),
});
