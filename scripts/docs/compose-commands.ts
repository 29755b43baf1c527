/**
 * Commands of docker compose 2.40.3 with their options, as its help names them; the first are those before the
 * command. `--dry-run`, which every command has, is left out.
 */
export const composeCommands: Readonly<Record<string, string>> = {
  '': 'all-resources ansi compatibility dry-run env-file file parallel profile progress project-directory project-name',
  attach: 'detach-keys index no-stdin sig-proxy',
  build:
    'build-arg builder check memory no-cache print provenance pull push quiet sbom ssh with-dependencies',
  commit: 'author change index message pause',
  config:
    'environment format hash images lock-image-digests models networks no-consistency no-env-resolution no-interpolate no-normalize no-path-resolution output profiles quiet resolve-image-digests services variables volumes',
  cp: 'all archive follow-link index',
  create: 'build force-recreate no-build no-recreate pull quiet-pull remove-orphans scale yes',
  down: 'remove-orphans rmi timeout volumes',
  events: 'json since until',
  exec: 'detach env index no-tty privileged user workdir',
  export: 'index output',
  images: 'format quiet',
  kill: 'remove-orphans signal',
  logs: 'follow index no-color no-log-prefix since tail timestamps until',
  ls: 'all filter format quiet',
  pause: '',
  port: 'index protocol',
  ps: 'all filter format no-trunc orphans quiet services status',
  publish: 'app oci-version resolve-image-digests with-env yes',
  pull: 'ignore-buildable ignore-pull-failures include-deps policy quiet',
  push: 'ignore-push-failures include-deps quiet',
  restart: 'no-deps timeout',
  rm: 'force stop volumes',
  run: 'build cap-add cap-drop detach entrypoint env env-from-file interactive label name no-TTY no-deps publish pull quiet quiet-build quiet-pull remove-orphans rm service-ports use-aliases user volume workdir',
  scale: 'no-deps',
  start: '',
  stats: 'all format no-stream no-trunc',
  stop: 'timeout',
  top: '',
  unpause: '',
  up: 'abort-on-container-exit abort-on-container-failure always-recreate-deps attach attach-dependencies build detach exit-code-from force-recreate menu no-attach no-build no-color no-deps no-log-prefix no-recreate no-start pull quiet-build quiet-pull remove-orphans renew-anon-volumes scale timeout timestamps wait wait-timeout watch yes',
  version: 'format short',
  volumes: 'format quiet',
  wait: 'down-project',
  watch: 'no-up prune quiet',
};

/** What is the same word and another thing, or is not there; the key is a command, or a command and an option. */
export const notes: Readonly<Record<string, Note>> = {
  '--parallel': better('without it, as many as the engine takes well'),
  attach: better('nothing that the program says is lost; ends with its exit code'),
  build: better(
    'a build whose inputs have not changed is left out (`--no-skip` has it take place); what is built alike is built once',
  ),
  'build --builder': absent('stack builds on the engine: only `default`; `--print` gives a file for others'),
  'build --check': better('at the lines of the Dockerfiles'),
  config: better('lists in a fixed order; `--diagnostics json`, `--explain`'),
  cp: better('never writes outside of its destination, whatever an archive says'),
  down: better(
    'everything that carries the label of the project goes, one-offs and services of other profiles too',
  ),
  'down --remove-orphans': better('without effect: they go anyway'),
  exec: better('a program that cannot be run is told on standard error; there is no dry run'),
  logs: better('in the order of time over all containers; `--grep`, `--format json`; stderr stays stderr'),
  port: better('says which ports there are'),
  'ps --format': better('a field that there is not is told, with the nearest one'),
  publish: absent('artifacts of compose files are neither fetched nor pushed'),
  restart: better('in the order of the dependencies, and waits for their conditions'),
  rm: better('no answer is a no'),
  run: better('127 and 126 when the program is missing or cannot be run; `--rm` also when stack is killed'),
  scale: better('gaps are filled, and replicas that stay are not touched'),
  stop: better('one-offs and services of other profiles too'),
  up: better('shows why; a replacement that fails is taken back'),
  'up --menu': better('`d` leaves, and everything goes on'),
  'up --wait': better('all replicas; jobs that have completed count'),
  'up --watch': better('goes on when every container has ended; see “Watch”'),
  'up --yes': better('without effect: nothing is asked, and no data is ever removed without being told to'),
  wait: better('containers that have ended already count'),
  watch: better('tens of milliseconds; see “Watch”'),
};

export type Note = { readonly kind: 'better' | 'absent'; readonly text: string };

function better(text: string): Note {
  return { kind: 'better', text };
}

function absent(text: string): Note {
  return { kind: 'absent', text };
}
