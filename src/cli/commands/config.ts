import { type Command, Option } from 'commander';
import type { RunAction } from '../run-action.js';
import type { ConfigFlags } from './config-action.js';

export function addConfig(program: Command, run: RunAction): void {
  program
    .command('config [service...]')
    .description('check the files and print what they mean, in canonical form')
    .addOption(new Option('--format <format>', 'of the output').choices(['yaml', 'json']).default('yaml'))
    .option('-q, --quiet', 'check only')
    .option('--services', 'names of services only')
    .option('--hash <services>', 'hashes of these services as docker compose computes them; "*": of all')
    .addHelpText(
      'after',
      `
Examples:
  stack config -q && echo fine      check the files
  stack config --format json web    what web and its dependencies come to`,
    )
    .action((services: string[], flags: ConfigFlags) =>
      run(async () => (await import('./config-action.js')).configAction(services, flags)),
    );
}
