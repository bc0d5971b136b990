// @module-tag end-to-end
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { authproof } from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const at = temporaryFolder();

/** Nothing is judged, nothing is written, and stderr alone says what to do. */
async function expectUsageError(args: string[], told: RegExp): Promise<void> {
  const out = at(`never-made-${crypto.randomUUID()}`);
  const { exitCode, stdout, stderr } = await authproof(...args, ...(args[0] === 'run' ? ['--out', out] : []));
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(told);
  await expect(readdir(out)).rejects.toThrow('ENOENT');
}

test.concurrent.for<[command: string, told: RegExp]>([
  ['', /^Usage: authproof/],
  ['rnu', /unknown command 'rnu'\n\(Did you mean run\?\)\nSee authproof --help\.\n$/],
  ['run --taget x', /unknown option '--taget'\n\(Did you mean --target\?\)\nSee authproof run --help\.\n$/],
  ['run --format htlm', /'htlm' is invalid\. Did you mean html\?/],
  ['run --format pdf', /Expected one of html, junit, markdown, json\./],
  ['run --fail-on shuld', /Did you mean should\?/],
  ['run --profile oid', /Did you mean oidc\?/],
  ['run --repeat 0', /Expected a whole number from 1\./],
  ['run somewhere', /too many arguments/],
  ['run --area mfaa', /no area "mfaa"/],
  ['run --requirement CA-999', /no requirement "CA-999"/],
  [
    'run --target referense',
    /referense: there is no such file, and no target of that name; did you mean reference\?/,
  ],
  ['list case', /Did you mean cases\?/],
  ['coverage --framework avs', /Did you mean asvs\?/],
  [
    'prove --mutant ignores-the-assertion-tpye',
    /^There is no mutant ignores-the-assertion-tpye\. Did you mean ignores-the-assertion-type\?\n$/,
  ],
  ['report no-such-run', /^no-such-run holds neither results\.jsonl nor report\.json/],
  ['serve --port 70000', /Expected a whole number from 1 to 65535\./],
])('authproof %s exits 2 and says what was meant', ([command, told]) =>
  expectUsageError(command.split(' ').filter(Boolean), told),
);

const fixture = (more: string) => `name: x
baseUrls: [http://127.0.0.1:9]
oauth:
  issuer: http://127.0.0.1:9
  clients:
    - { id: a, ${more} }
`;

test.concurrent.for<[problem: string, files: Record<string, string>, told: RegExp]>([
  ['is missing', {}, /target\.yaml: there is no such file/],
  [
    'is empty',
    { 'target.yaml': '' },
    /target\.yaml: the file is empty; expected at least name, baseUrls or launch, and oauth\n$/,
  ],
  ['is not YAML', { 'target.yaml': 'name: [x' }, /target\.yaml:1:\d+: /],
  [
    'is indented wrongly',
    { 'target.yaml': 'name: x\noauth:\n   issuer: a\n  clients: []\n' },
    /target\.yaml:4:3 clients: expected in column 4, like issuer \(line 3\)\n$/,
  ],
  [
    'has an unknown key',
    { 'target.yaml': 'name: x\nbaseUrl: [http://127.0.0.1:9]\n' },
    /target\.yaml:2:1: unknown key "baseUrl"; did you mean "baseUrls"\?/,
  ],
  [
    'has a value of the wrong type',
    { 'target.yaml': 'name: x\nbaseUrls: http://127.0.0.1:9\n' },
    /target\.yaml:2:11 baseUrls: expected a list/,
  ],
  [
    'names a secret that is missing',
    { 'target.yaml': fixture('method: client_secret_basic, secret: { file: ./gone }') },
    /target\.yaml:6:\d+ oauth\.clients\[0\]\.secret.*gone/,
  ],
  [
    'names a key that is missing',
    { 'target.yaml': fixture('method: private_key_jwt, alg: ES256, key: { file: ./gone.json }') },
    /target\.yaml:6:\d+ oauth\.clients\[0\]\.key.*gone\.json/,
  ],
  [
    'names a key that does not fit the algorithm',
    {
      'target.yaml': fixture('method: private_key_jwt, alg: ES256, key: { file: ./key.json }'),
      'key.json': JSON.stringify(await rsaKey()),
    },
    /target\.yaml:6:\d+ oauth\.clients\[0\]\.key.*ES256/,
  ],
  [
    'is of another machine',
    { 'target.yaml': 'name: x\nbaseUrls: [https://idp.example]\noauth:\n  issuer: https://idp.example\n' },
    /^idp\.example is not this machine\. Add --allow-remote/,
  ],
])('a target file that %s is a mistake of the command', async ([problem, files, told]) => {
  const file = at(problem.replaceAll(' ', '-'), 'target.yaml');
  await mkdir(dirname(file));
  for (const [name, content] of Object.entries(files))
    await writeFile(at(problem.replaceAll(' ', '-'), name), content);
  await expectUsageError(['run', '--target', file], told);
});

async function rsaKey(): Promise<object> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign']);
  return crypto.subtle.exportKey('jwk', privateKey);
}

test.concurrent('a folder that is there already is left as it is', async () => {
  await mkdir(at('earlier/evidence'), { recursive: true });
  await writeFile(at('earlier/report.json'), 'of an earlier run');
  const { exitCode, stderr } = await authproof('run', '--out', at('earlier'));
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /earlier exists already, and is never overwritten\. Name another folder with --out\.\n$/,
  );
  expect(await readdir(at('earlier'), { recursive: true })).toEqual(['evidence', 'report.json']);
  expect(await readFile(at('earlier/report.json'), 'utf8')).toBe('of an earlier run');
});

test.concurrent('a kill matrix that is there already is left as it is', async () => {
  await mkdir(at('proven'));
  await writeFile(at('proven/kill-matrix.json'), 'of an earlier proof');
  const { exitCode } = await authproof('prove', '--out', at('proven'));
  expect(exitCode).toBe(2);
  expect(await readFile(at('proven/kill-matrix.json'), 'utf8')).toBe('of an earlier proof');
});

test.concurrent('a folder that cannot be made is told by name', async () => {
  await writeFile(at('a-file'), '');
  const { exitCode, stderr } = await authproof('run', '--case', '*/hmac-signed*', '--out', at('a-file/run'));
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `${at('a-file/run')} can't be made (ENOTDIR). Name another folder with --out.\n`,
  });
});
