import { type Command, Option } from 'commander';
import { append } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { BuildFlags, PullFlags, PushFlags } from './images-commands-action.js';

/** Commands that bring images here, make them and give them away. */
export function addImagesCommands(program: Command, run: RunAction): void {
  const add = (name: string, description: string): Command =>
    program
      .command(`${name} [service...]`)
      .description(description)
      .option('--dry-run', 'show what would be done, and do nothing');
  const load = () => import('./images-commands-action.js');

  const build = add('build', 'build images')
    .option('--build-arg <name[=value]>', 'set an argument of the build; may be repeated', append)
    .option('--no-cache', 'run every step')
    .option('--no-skip', 'build also what has not changed since it was built')
    .option('--pull', 'look for newer base images')
    .option('--push', 'push images that have a name')
    .option(
      '--ssh <default|name[=path]>',
      'keys that steps may sign with: an agent, or a file; may be repeated',
      append,
    )
    .addOption(
      new Option('--check', 'look for mistakes in the Dockerfiles, and build nothing').conflicts('print'),
    )
    .option('--print', 'print what would be built as a file for `docker buildx bake`')
    .option(
      '--provenance <mode>',
      'what is attested of how an image was made: min, max, true or false',
      attested,
    )
    .option('--sbom <mode>', 'whether what is in an image is attested: true, false or generator=IMAGE')
    .option('-q, --quiet', 'errors only')
    .option('--with-dependencies', 'what the named services depend on, too')
    .addOption(progress())
    .addOption(new Option('--builder <name>', 'of buildx: only `default`, which is the engine').hideHelp())
    .addOption(withoutEffect('--compress'))
    .addOption(withoutEffect('--force-rm'))
    .addOption(withoutEffect('--no-rm'))
    .addOption(withoutEffect('--parallel'))
    .addOption(new Option('-m, --memory <bytes>', 'accepted for compatibility: without effect').hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  stack build                       every image that the files can make
  stack build --no-cache web
  stack build --build-arg VERSION=3 --push api`,
    )
    .action((services: string[], flags: BuildFlags) => {
      if (flags.builder !== undefined && flags.builder !== 'default')
        build.error(notThatBuilder(flags.builder), { code: 'commander.unsupportedOption' });
      return run(async () => (await load()).buildAction(services, flags));
    });
  add('pull', 'pull images')
    .addOption(withoutEffect('--parallel'))
    .addOption(withoutEffect('--no-parallel'))
    .option('--ignore-buildable', 'leave out images that can be built')
    .option('--ignore-pull-failures', 'go on with the others when one cannot be pulled')
    .option('--include-deps', 'what the named services depend on, too')
    .addOption(new Option('--policy <when>', 'in the place of `pull_policy`').choices(['missing', 'always']))
    .option('-q, --quiet', 'errors only')
    .action((services: string[], flags: PullFlags) =>
      run(async () => (await load()).pullAction(services, flags)),
    );
  add('push', 'push images that are built here')
    .option('--ignore-push-failures', 'go on with the others when one cannot be pushed')
    .option('--include-deps', 'what the named services depend on, too')
    .option('-q, --quiet', 'errors only')
    .action((services: string[], flags: PushFlags) =>
      run(async () => (await load()).pushAction(services, flags)),
    );
}

const notThatBuilder = (name: string): string =>
  `error: option '--builder <name>' names '${name}', and stack builds on the engine itself: leave it out, or use \`docker buildx bake\` with what \`--print\` gives`;

/** `min` and `max` are short for modes. */
const attested = (value: string): string => (value === 'min' || value === 'max' ? `mode=${value}` : value);

/** Of builders and clients that are no more. */
const withoutEffect = (flags: string): Option =>
  new Option(flags, 'accepted for compatibility: without effect').hideHelp();

/** After the command, too: scripts of many years have it there. */
const progress = (): Option =>
  new Option('--progress <mode>', 'how progress is shown').choices(['auto', 'tty', 'plain', 'json', 'quiet']);
