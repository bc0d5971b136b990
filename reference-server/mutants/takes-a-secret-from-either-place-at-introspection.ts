import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-008'],
  how: 'The introspection endpoint takes a right secret by Basic or from the form, whichever the client is registered for.',
  rules: {
    callerOfIntrospection: callerWith(
      ({ form, authorization }) => form.has('client_secret') !== (authorization !== undefined),
      ({ methodFor }) => ({
        methodFor(credentials, client) {
          const registered = methodFor(credentials, client);
          const isSecret = /^client_secret_(basic|post)$/.test(client.method) && !client.chain;
          return registered ?? (isSecret && 'secret' in credentials ? client.method : undefined);
        },
      }),
    ),
  },
});
