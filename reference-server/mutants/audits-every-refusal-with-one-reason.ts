import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-054'],
  how: 'The audit trail says of every refusal no more than the caller was told.',
  repositories: ({ auditEvents }) => ({
    auditEvents: {
      ...auditEvents,
      append: (event) =>
        auditEvents.append({ ...event, methods: [], reason: event.reason && 'no_credentials' }),
    },
  }),
});
