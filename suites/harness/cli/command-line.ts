import { Command, Option } from 'commander';
import type { Composition } from './composition.ts';
import { packageVersion } from './harness-version.ts';
import {
  collect,
  formats,
  frameworks,
  gates,
  listings,
  listOf,
  oneOf,
  profiles,
  scenarios,
  wholeNumber,
} from './option-values.ts';

/** The commands and what they take. Each loads its own code when it is called. */
export function toProgram(composition: Composition, done: (exitCode: number) => void): Command {
  const program = new Command('authproof')
    .description('Does this authentication system do what it must? Asks it, and shows the evidence.')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: composition.io.out,
      writeErr: composition.io.err,
      outputError: (text, write) => write(text.replace(/^error: /, '')),
    })
    .showHelpAfterError('See authproof --help.')
    .addHelpText('after', examples);

  recording(command('run', 'run cases against a target, and write a report'))
    .option('--area <area>', 'cases of this area; repeatable', collect)
    .option('--requirement <id>', 'cases that verify this; repeatable', collect)
    .option('--concurrency <n>', 'cases at a time (default: as the target file says, or 8)', wholeNumber())
    .option('--repeat <n>', 'how often each case is tried; any failure counts (default: 1)', wholeNumber())
    .option('--seed <seed>', 'repeats the random choices of a run')
    .action(perform(async () => (await import('./commands/run.ts')).run));

  command('prove', 'run cases against the mutants of the reference server: each must be caught')
    .option('--mutant <id>', 'this one, by every case of what it breaks; repeatable', collect)
    .option(
      '--full',
      'every case against every mutant: no kill is undeclared, and each case of a MUST has one',
    )
    .option('--out <folder>', 'where kill-matrix.json goes (default: reports/runs/<time>-prove)')
    .addOption(jsonOption())
    .action(perform(async () => (await import('./commands/prove.ts')).prove));

  command('list', 'tell what there is')
    .argument('<what>', listings.join(', '), oneOf(listings))
    .addOption(jsonOption())
    .action(perform(async () => (await import('./commands/list.ts')).list));

  command('coverage', 'tell which requirements are covered, by what, and which are not; asks no target')
    .option('--framework <name>', `by the clauses of one: ${frameworks.join(', ')}`, oneOf(frameworks))
    .addOption(jsonOption())
    .action(perform(async () => (await import('./commands/coverage.ts')).coverage));

  command('report', 'render a run again, from its results')
    .argument('<run>', 'folder of the run')
    .option('--format <list>', `of ${formats.join(', ')} (default: all)`, listOf(formats))
    .action(perform(async () => (await import('./commands/report.ts')).report));

  command('doctor', 'try a target file: can the target be reached, and can its clients be used')
    .addOption(targetOption())
    .option('--steer', 'also try what changes the target, such as its clock')
    .option('--allow-remote', 'the target may be on another machine')
    .addOption(jsonOption())
    .action(perform(async () => (await import('./commands/doctor.ts')).doctor));

  command('serve', 'start the reference server until Ctrl-C, and print a target file for it')
    .option('--port <port>', 'instead of a free one', wholeNumber(65_535))
    .action(perform(async () => (await import('./commands/serve.ts')).serve));

  recording(command('load', 'measure a target under load by k6, and write a report'))
    .argument('<scenario>', scenarios.join(', '), oneOf(scenarios))
    .option('--connections <n>', 'clients at a time', wholeNumber(100), 8)
    .option('--seconds <n>', 'how long each kind of client sends', wholeNumber(60), 2)
    .action(perform(async () => (await import('./commands/load.ts')).load));

  return program;

  function command(name: string, description: string): Command {
    return program.command(name).description(description).showHelpAfterError(`See authproof ${name} --help.`);
  }

  /** An action that loads its command first. Commander adds itself to what it hands over. */
  function perform<Given extends unknown[]>(
    load: () => Promise<(...given: [...Given, Composition]) => Promise<number>>,
  ) {
    return async (...given: [...Given, Command]) => {
      const perform = await load();
      done(await perform(...(given.slice(0, -1) as Given), composition));
    };
  }
}

const examples = `
Examples:
  authproof run                        judge the reference server, to see what it looks like
  authproof doctor --target idp.yaml   try your target file
  authproof run --target idp.yaml      judge your server
  authproof list cases                 what it will be asked`;

const exitCodes = `
Exit codes:
  0    conformant, or nothing failed but known failures
  1    nonconformant, or a gate of --fail-on, or a known failure that is gone
  2    the command or a file that it names is wrong
  3    the target can't be reached or launched, or a self-test of it failed
  4    inconclusive: something errored or is flaky, or nothing could be judged
  5    a fault in authproof itself
  130  stopped by Ctrl-C, with a report of what there was`;

/** What every command takes that judges a target and records a run. */
function recording(command: Command): Command {
  return command
    .addOption(targetOption())
    .option('--case <glob>', 'cases by id, id#variant or glob; repeatable', collect)
    .option(
      '--profile <name>',
      `judge by this one, not the target's: ${profiles.join(', ')}`,
      oneOf(profiles),
    )
    .option('--out <folder>', 'a new folder for the run (default: reports/runs/<time>-<target>)')
    .option(
      '--format <list>',
      `documents beside report.json: ${formats.join(', ')} (default: all)`,
      listOf(formats),
    )
    .option('--fail-on <list>', `what exits 1: ${gates.join(', ')} (default: must)`, listOf(gates))
    .option('--baseline <file>', "known failures (default: the known-failures.yaml beside the target's file)")
    .option('--allow-remote', 'the target may be on another machine')
    .addOption(jsonOption())
    .addHelpText('after', exitCodes);
}

const targetOption = () =>
  new Option('--target <name|file>', 'a target file, or one of: authproof list targets').default('reference');
const jsonOption = () =>
  new Option('--json', 'one JSON document on stdout; what is for people goes to stderr');
