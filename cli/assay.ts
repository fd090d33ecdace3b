// The `assay` command: picks the subcommand and gives its exit status to the shell. Knows no subcommand's arguments.
import process from 'node:process';

type Command = (args: string[]) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demo,
  scan: async () => (await import('./scan.ts')).scan,
  report: async () => (await import('./report.ts')).report,
  policy: async () => (await import('./policy/policy.ts')).policy,
  mutate: async () => (await import('./mutate.ts')).mutate,
  rules: async () => (await import('./rules.ts')).rules,
  simulate: async () => (await import('./simulate/simulate.ts')).simulate,
};

const usage = `Usage: assay <command> [options]

  demo [URL…]   visit the demo pages, or these pages, in a browser with the extension
  scan PATH…    judge the WebAssembly modules and scripts in files and folders
  report FILE…  make an assessment report out of exports of the log
  policy        make a deployment pack from a company's answers
  rules …       make keys for rule packs, sign and verify them
  simulate      drive the outboxes of many browsers against a sink
  mutate        make obfuscated variants of modules, for training and evaluation

Each command explains itself with --help.
`;

/** Runs one command line without the program's name. Returns the exit status: 0 well, 2 used wrongly. */
async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    process.stderr.write(name === '' ? usage : `assay: there is no command "${name}"\n\n${usage}`);
    return 2;
  }
  const command = await load();
  return command(rest);
}

process.exitCode = await main(process.argv.slice(2));
