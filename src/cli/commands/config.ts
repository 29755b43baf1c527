import { type Command, Option } from 'commander';
import type { RunAction } from '../run-action.js';
import type { ConfigFlags } from './config-flags.js';

export function addConfig(program: Command, run: RunAction): void {
  program
    .command('config [service...]')
    .alias('convert')
    .description('check the files and print what they mean, in canonical form')
    .addOption(new Option('--format <format>', 'of the output').choices(['yaml', 'json']))
    .option('-q, --quiet', 'check only')
    .option('-o, --output <file>', 'write to a file in the place of standard output')
    .addOption(
      new Option('--diagnostics <form>', 'json: print what is wrong with the files, and nothing else')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option(
      '--explain <path>',
      'where each part of a value comes from, as of services.web.ports; "": of everything',
    )
    .option('--services', 'names of services only')
    .option('--networks', 'names of networks only')
    .option('--volumes', 'names of volumes only')
    .option('--models', 'names of models only')
    .option('--images', 'images of the services only')
    .option('--profiles', 'names of profiles only')
    .option('--environment', 'only the variables that expressions see, with their values')
    .option('--variables', 'only the variables that the files refer to, with their defaults')
    .option(
      '--hash <services>',
      'only the hashes by which docker compose sees changes, as of "web,db"; "*": all',
    )
    .option('--no-interpolate', 'leave expressions as they are, and values unchecked')
    .option('--no-normalize', 'leave out defaults and names on the engine')
    .option('--no-path-resolution', 'leave paths as they are')
    .option('--no-consistency', 'do not check whether the parts go together')
    .option('--no-env-resolution', 'leave files named by env_file unread')
    .option('--resolve-image-digests', 'add the digests that registries have for the images now')
    .option(
      '--lock-image-digests',
      'print the images with their digests and nothing else, as an override file',
    )
    .addHelpText(
      'after',
      `
Examples:
  stack config -q && echo fine      check the files
  stack config --format json web    what web and its dependencies come to
  stack config --diagnostics json   what is wrong with the files, for editors and CI
  stack config --variables          what can be set, and what has to be
  stack config --explain services.web.image
                                    which file and line it comes from, through which variables`,
    )
    .action((services: string[], flags: ConfigFlags) =>
      run(async () => (await import('./config-action.js')).configAction(services, flags)),
    );
}
