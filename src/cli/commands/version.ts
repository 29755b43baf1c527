import { type Command, Option } from 'commander';
import { version } from '../../platform/version.js';

interface VersionFlags {
  readonly format: 'pretty' | 'json';
  readonly short?: boolean;
}

export function addVersion(program: Command): void {
  program
    .command('version')
    .description('show the version of stack')
    .addOption(
      new Option('-f, --format <format>', 'of the output').choices(['pretty', 'json']).default('pretty'),
    )
    .option('--short', 'the number only')
    .action(({ format, short }: VersionFlags) => {
      const text =
        short === true
          ? version
          : format === 'json'
            ? JSON.stringify({ version })
            : `stack version ${version}`;
      process.stdout.write(`${text}\n`);
    });
}
