import { type Command, Option } from 'commander';
import { append, wholeNumber } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import { containerIndex } from './exec.js';
import type { ImagesFlags, LsFlags, PortFlags, PortsFlags, VolumesFlags } from './lists-action.js';
import { listFormatOption } from './ps.js';

/** Commands that show what there is. */
export function addLists(program: Command, run: RunAction): void {
  const load = () => import('./lists-action.js');

  program
    .command('images [service...]')
    .description('list the images of containers')
    .addOption(tableOrJson())
    .option('-q, --quiet', 'ids only')
    .action((services: string[], flags: ImagesFlags) =>
      run(async () => (await load()).imagesAction(services, flags)),
    );
  program
    .command('ls')
    .description('list the projects on the engine')
    .option('-a, --all', 'those, too, of which no container runs')
    .option('--filter <filter>', 'name=PATTERN; may be repeated', append)
    .addOption(tableOrJson())
    .option('-q, --quiet', 'names only')
    .action((flags: LsFlags) => run(async () => (await load()).lsAction(flags)));
  program
    .command('port')
    .argument('<service>')
    .argument('<private-port>', 'of the container', wholeNumber)
    .description('print where a port is published')
    .addOption(containerIndex())
    .addOption(new Option('--protocol <protocol>', 'tcp or udp').default('tcp'))
    .action((service: string, target: number, flags: PortFlags) =>
      run(async () => (await load()).portAction(service, target, flags)),
    );
  program
    .command('ports [service...]')
    .description('list the published ports')
    .addOption(new Option('--json', 'one object per line').conflicts('env'))
    .option('--env', 'one variable per port, such as WEB_80_TCP=127.0.0.1:49153')
    .addHelpText(
      'after',
      `
Examples:
  stack ports
  stack ports --env > .env.test     for tests that look up where things listen
  export $(stack ports --env)`,
    )
    .action((services: string[], flags: PortsFlags) =>
      run(async () => (await load()).portsAction(services, flags)),
    );
  program
    .command('top [service...]')
    .description('show the processes of containers')
    .action((services: string[]) => run(async () => (await load()).topAction(services)));
  program
    .command('volumes [service...]')
    .description('list volumes')
    .addOption(listFormatOption())
    .option('-q, --quiet', 'names only')
    .action((services: string[], flags: VolumesFlags) =>
      run(async () => (await load()).volumesAction(services, flags)),
    );
}

const tableOrJson = (): Option =>
  new Option('--format <format>', 'table, or json: one array').choices(['table', 'json']).default('table');
