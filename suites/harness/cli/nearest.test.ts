import { expect, test } from 'vitest';
import { suggestion } from './nearest.ts';

const known = ['client-auth', 'client-chain', 'message-codes', 'mfa'];

test.each([
  ['client-aut', 'Did you mean client-auth?'],
  ['clietn-auth', 'Did you mean client-auth?'],
  ['message', 'Did you mean message-codes?'],
  ['codes', 'Did you mean message-codes?'],
  ['mfaa', 'Did you mean mfa?'],
  ['xyz', 'Expected one of client-auth, client-chain, message-codes, mfa.'],
  ['', 'Expected one of client-auth, client-chain, message-codes, mfa.'],
])('for %j: %s', (word, told) => {
  expect(suggestion(word, known)).toBe(told);
});
