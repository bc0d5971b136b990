import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-033'],
  how: 'Where there is no subject the client_id claim names the client, as it does in request objects.',
  rules: {
    clientNamedBy({ iss, sub, client_id }) {
      const named = sub ?? client_id;
      return typeof named === 'string' && named !== '' && named === iss ? named : undefined;
    },
  },
});
