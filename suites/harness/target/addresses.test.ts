import { expect, test } from 'vitest';
import { isLoopback } from './addresses.ts';

test.for([
  'http://localhost:8080',
  'https://LOCALHOST/a',
  'http://idp.localhost',
  'http://localhost./',
  'http://127.0.0.1',
  'http://127.1.2.3:80',
  'http://2130706433/', // 127.0.0.1 as a number
  'http://[::1]:8080/',
])('%s is this machine', (url) => {
  expect(isLoopback(url)).toBe(true);
});

test.for([
  'http://example.com',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://notlocalhost',
  'http://0.0.0.0',
  'http://10.0.0.1',
  'http://[fe80::1]/',
  'http://user@example.com?localhost',
  '/token',
  '',
])('%j is not known to be this machine', (url) => {
  expect(isLoopback(url)).toBe(false);
});
