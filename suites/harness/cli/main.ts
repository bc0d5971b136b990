import { Command, InvalidArgumentError, Option } from 'commander';
import { type Format, formats } from '../../../reports/render.ts';
import { Gate } from '../../../reports/run-report.ts';
import { coverage } from './commands/coverage.ts';
import { doctor } from './commands/doctor.ts';
import { type Listing, list, listings } from './commands/list.ts';
import { prove } from './commands/prove.ts';
import { report } from './commands/report.ts';
import { run } from './commands/run.ts';
import { serve } from './commands/serve.ts';
import { type Composition, harnessVersion, standardComposition } from './composition.ts';
import { exit, exitCodeOf } from './exit-codes.ts';

const profiles = ['oauth2', 'oidc', 'fapi2', 'authproof'];
const frameworks = ['rfc', 'openid', 'asvs', 'nist', 'owasp', 'soc2', 'iso27001', 'gdpr', 'seeds'];

/** The command line. Answers the exit code of DESIGN section 4; never ends the process itself. */
export async function main(argv: readonly string[], parts: Partial<Composition> = {}): Promise<number> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new DOMException('cancelled by Ctrl-C', 'AbortError'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const composition: Composition = { ...standardComposition(argv, interrupted.signal), ...parts };
  try {
    let exitCode: number = exit.ok;
    const program = toProgram(composition, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    const code = interrupted.signal.aborted ? exit.cancelled : exitCodeOf(error);
    explain(error, code, composition);
    return code;
  } finally {
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}

function toProgram(composition: Composition, done: (exitCode: number) => void): Command {
  const { io } = composition;
  const program = new Command('authproof')
    .description('Does this authentication system do what it must? Asks it, and shows the evidence.')
    .version(harnessVersion().version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showSuggestionAfterError();
  const json = () =>
    new Option('--json', 'one JSON document on stdout, and nothing else there').default(false);
  const out = () => new Option('--out <folder>', 'a folder that does not exist yet');

  program
    .command('run')
    .description('run cases against a target and write a report')
    .option('--target <name|file>', 'a folder of suites/targets, or a target file', 'reference')
    .option('--area <area>', 'cases of this area; repeatable', collect, [])
    .option('--requirement <id>', 'cases that verify this; repeatable', collect, [])
    .option('--case <glob>', 'cases by id, id#variant or glob; repeatable', collect, [])
    .addOption(new Option('--profile <profile>', "instead of the target's own").choices(profiles))
    .addOption(out())
    .option('--format <list>', `of ${formats.join(', ')}`, listOf(formats), [...formats])
    .option('--fail-on <list>', 'of must, should, untestable', listOf(Gate.options), ['must'])
    .option('--baseline <file>', "known failures, instead of the target's own")
    .option('--concurrency <n>', 'cases at a time', wholeNumber)
    .option('--repeat <n>', 'how often each case is tried; any failure counts', wholeNumber, 1)
    .option('--seed <seed>', 'repeats the random choices of a run')
    .option('--allow-remote', 'the target may be on another machine', false)
    .addOption(json())
    .action(async (flags) => done(await run(flags, composition)));

  program
    .command('prove')
    .description('run the cases against the mutants of the reference server')
    .option('--mutant <id>', 'this one; repeatable', collect, [])
    .option('--full', 'every case against every mutant, and no kill undeclared', false)
    .addOption(out())
    .addOption(json())
    .action(async (flags) => done(await prove(flags, composition)));

  program
    .command('list')
    .description('what there is')
    .argument('<what>', listings.join(', '), oneOf(listings))
    .addOption(json())
    .action(async (what: Listing, flags) => done(await list(what, flags, composition)));

  program
    .command('coverage')
    .description('which requirements are covered, by what, and which are not; asks no target')
    .addOption(new Option('--framework <framework>', 'by the clauses of this framework').choices(frameworks))
    .addOption(json())
    .action(async (flags) => done(await coverage(flags, composition)));

  program
    .command('report')
    .description('render a run again')
    .argument('<run>', 'folder of the run')
    .option('--format <list>', `of ${formats.join(', ')}`, listOf(formats), [...formats])
    .action(async (folder: string, flags: { format: Format[] }) =>
      done(await report(folder, flags, composition)),
    );

  program
    .command('doctor')
    .description('check a target file, and that the target can be reached and used')
    .option('--target <name|file>', 'a folder of suites/targets, or a target file', 'reference')
    .option('--steer', 'also try what changes the target, such as its clock', false)
    .option('--allow-remote', 'the target may be on another machine', false)
    .addOption(json())
    .action(async (flags) => done(await doctor(flags, composition)));

  program
    .command('serve')
    .description('start the reference server and print a target file for it')
    .option('--port <port>', 'instead of a free one', wholeNumber)
    .action(async (flags) => done(await serve(flags, composition)));

  return program;
}

function explain(error: unknown, code: number, { io }: Composition): void {
  if (error instanceof Error && error.name === 'CommanderError') return; // commander has said it
  const message = error instanceof Error ? error.message : String(error);
  if (code === exit.cancelled) io.err('cancelled\n');
  else if (code !== exit.fault) io.err(`${message}\n`);
  else {
    const where = error instanceof Error ? error.stack : message;
    io.err(
      `a fault in authproof itself, so there is no verdict:\n${where}\nPlease report it, with the command you ran.\n`,
    );
  }
}

const collect = (value: string, all: string[]) => [...all, value];

function oneOf<T extends string>(known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((one) => one === text);
    if (found === undefined) throw new InvalidArgumentError(`expected one of ${known.join(', ')}.`);
    return found;
  };
}

function listOf<T extends string>(known: readonly T[]): (text: string) => T[] {
  return (text) => text.split(',').map((word) => oneOf(known)(word.trim()));
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('expected a whole number from 1.');
  return number;
}
