import { type CaseResult, type RunReport, resultName } from './run-report.ts';

/** What chose the cases, or says where results go: replaced by the one case, with the seed of the run. */
const optionsReplaced = ['--area', '--requirement', '--case', '--seed', '--repeat', '--out', '--format'];
const flagsReplaced = ['--json'];

/** A word of a shell line, with its quotes. */
const shellWord = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/gs;

/** The shell line that runs this one result again, against the same target with the same seed. */
export function reproduceCommand({ run }: Pick<RunReport, 'run'>, result: CaseResult): string {
  const words = run.command.match(shellWord) ?? [];
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (optionsReplaced.includes(word)) at += 1;
    else if (!isReplaced(word)) kept.push(word);
  }
  const command = kept[0] === 'npx' ? kept : ['npx', ...kept];
  // k6 makes no choice by the seed.
  const seed = run.load ? [] : ['--seed', quoted(run.seed)];
  return [...command, '--case', quoted(resultName(result)), ...seed].join(' ');
}

function isReplaced(word: string): boolean {
  return flagsReplaced.includes(word) || optionsReplaced.some((option) => word.startsWith(`${option}=`));
}

function quoted(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
