import type { Command } from 'commander';
import { append } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { CommitFlags, CpFlags, ExportFlags } from './copy-action.js';
import { containerIndex } from './exec.js';

/** Commands that take things out of containers, or put them in. */
export function addCopy(program: Command, run: RunAction): void {
  const load = () => import('./copy-action.js');

  program
    .command('cp <source> <destination>')
    .description('copy files between this machine and the containers of a service')
    .option('--all', 'containers that `run` made, too')
    .option('-a, --archive', 'keep owners as they are')
    .option('-L, --follow-link', 'copy what a link leads to, in the place of the link')
    .addOption(containerIndex())
    .addHelpText(
      'after',
      `
Examples:
  stack cp web:/var/log/app.log .   from the first container
  stack cp config.yml web:/etc/     to all of them
  stack cp web:/data/. backup       what is in the folder
  stack cp web:/data - | tar t      as an archive`,
    )
    .action((source: string, destination: string, flags: CpFlags) =>
      run(async () => (await load()).cpAction(source, destination, flags)),
    );
  program
    .command('export <service>')
    .description('write the file system of a container as a tar archive')
    .addOption(containerIndex())
    .option('-o, --output <file>', 'in the place of standard output')
    .action((service: string, flags: ExportFlags) =>
      run(async () => (await load()).exportAction(service, flags)),
    );
  program
    .command('commit <service> [image]')
    .description('make an image of what has changed in a container')
    .option('-a, --author <author>', 'for example "Ada <ada@example.com>"')
    .option('-c, --change <instruction>', 'of a Dockerfile, such as CMD; may be repeated', append)
    .addOption(containerIndex())
    .option('-m, --message <text>', 'what it is')
    .option('-p, --pause', 'let the processes of the container rest meanwhile', true)
    .option('--no-pause', 'let them go on')
    .action((service: string, image: string | undefined, flags: CommitFlags) =>
      run(async () => (await load()).commitAction(service, image, flags)),
    );
}
