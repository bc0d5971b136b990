import { expect, test } from 'vitest';
import { CutShort, NotResults, ResultsExist } from '../../../reports/results-file.ts';
import { NoRun, NotOfTheFormat } from '../../../reports/run-folder.ts';
import { InvalidFile } from '../../../requirements/yaml-file.ts';
import { NoAnswer } from '../http/send.ts';
import { EnvironmentProblem } from '../oauth/discovery.ts';
import { UnknownSelection } from '../select.ts';
import { RemoteTarget } from '../session.ts';
import { LaunchFailed } from '../target/launch.ts';
import { Cancelled, exitCodeOf, NotGreen, NothingSelected, UsageError } from './exit-codes.ts';

const problem = { code: 'file-missing', file: 'target.yaml', message: 'there is no such file' } as const;

test.each<[Error, number]>([
  [new UsageError('x'), 2],
  [new InvalidFile([problem]), 2],
  [new UnknownSelection('x'), 2],
  [new RemoteTarget('x'), 2],
  [new ResultsExist('x'), 2],
  [new NoRun('x'), 2],
  [new NotResults('x'), 2],
  [new NotOfTheFormat('x'), 2],
  [new CutShort('x'), 2],
  [new EnvironmentProblem('x'), 3],
  [new LaunchFailed('x'), 3],
  [new NoAnswer('unreachable', 'x'), 3],
  [new NothingSelected('x'), 4],
  [new NotGreen('x'), 4],
  [new TypeError('x'), 5],
  [new Cancelled('x'), 130],
])('%o is exit code %i', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

test('what failed because of Ctrl-C was cancelled, whatever it was', () => {
  const cause = new Error('cancelled', { cause: new Cancelled('stopped by SIGINT') });
  expect(exitCodeOf(new EnvironmentProblem('cannot reach the target', { cause }))).toBe(130);
});

test('what is thrown and is no error is a fault of ours', () => {
  expect(exitCodeOf('x')).toBe(5);
});
