interface CodeEntry {
  /** What kind of mistake it is, in a few words. */
  readonly title: string;
  /** For the page in docs/errors.md: why it matters and how it is mended. */
  readonly explanation: string;
}

/** Every code there is. A code is stable: scripts and editors match on it. */
export const codes = {
  'yaml-syntax': {
    title: 'The file is not valid YAML',
    explanation:
      'The line shown is the one to change: indentation that does not fit the lines around it, a tab, a missing colon, dash or quote are the usual reasons. The rest of the file is read as if the line had been written as it was probably meant, so that one such mistake does not hide the others.',
  },
  'duplicate-key': {
    title: 'The same key is written twice',
    explanation: 'YAML would silently keep one of the two. Remove one, or merge their values.',
  },
  'empty-file': {
    title: 'The file holds no document',
    explanation: 'A compose file needs at least a `services:` or `name:` key.',
  },
  'file-not-found': {
    title: 'A file that was asked for does not exist',
    explanation: 'Check the path; relative paths count from the folder named in the message.',
  },
  'no-compose-file': {
    title: 'No compose file found',
    explanation:
      'stack looks for stack.yaml, compose.yaml and docker-compose.yaml (and .yml) in the working folder and its parents. Name one with `-f`.',
  },
  'several-compose-files': {
    title: 'A folder holds several compose files',
    explanation:
      'stack.yaml comes before compose.yaml, and that before docker-compose.yaml; only the first is read.',
  },
  'unreadable-file': {
    title: 'A file could not be read',
    explanation: 'The operating system refused to read it; the message says why.',
  },
  'unwritable-file': {
    title: 'A file could not be written',
    explanation: 'The operating system refused to write it; the message says why.',
  },
  'invalid-saved-plan': {
    title: 'A file is not a saved plan that can be carried out',
    explanation:
      '`stack up --plan` takes what `stack plan --out` of the same version wrote, as it was written: a plan that was edited would no longer be the one that was looked at.',
  },
  'plan-out-of-date': {
    title: 'Something has moved since the plan was saved',
    explanation:
      'A saved plan is carried out only if the files, their variables and what is on the engine still lead to the same plan. The message lists what is different. Save the plan again, and look at what it says now.',
  },
  'document-limit': {
    title: 'The document is too large to be meant',
    explanation:
      'Files, nesting and alias expansion are limited so that a hostile document cannot exhaust memory.',
  },
  'env-file-syntax': {
    title: 'A line of an environment file cannot be read',
    explanation:
      'Each line is `KEY=value`, `KEY`, a comment or empty. Names hold letters, digits, `_`, `.` and `-`; a value that begins with a quote ends with the same one.',
  },
  'interpolation-syntax': {
    title: 'A `$` expression is not valid',
    explanation: 'Write `$NAME`, `${NAME}` or `${NAME:-default}`; write `$$` for a literal dollar sign.',
  },
  'required-variable': {
    title: 'A required variable is not set',
    explanation: 'The file demands it with `${NAME:?message}`. Set it in the shell or in `.env`.',
  },
  'unset-variable': {
    title: 'A variable is not set',
    explanation: 'An empty string is used in its place. Set it, or give a default: `${NAME:-default}`.',
  },
  'unknown-key': {
    title: 'A key is not part of the format',
    explanation:
      'It is misspelt, or stands at the wrong level: where it would be valid, the message says so. Indentation decides what belongs to what. Keys of your own start with `x-`.',
  },
  'invalid-type': {
    title: 'A value has the wrong type',
    explanation:
      'A list is there instead of a mapping, a number instead of a string, or the like. The message says what is expected, and shows the value in the right form where that is clear. In YAML, items of a list begin with `- `, keys of a mapping end with `: `, and quotes make a string of a number or of `true`.',
  },
  'invalid-value': {
    title: 'A value is not allowed here',
    explanation: 'The message says which values are. Durations and sizes have a unit: `30s`, `512m`.',
  },
  'truncated-command': {
    title: 'A command is cut short',
    explanation:
      'No shell reads a command written as one string, so it ends before the first unquoted `;`, `&`, `|`, `<` or `>`. Name the shell: `["sh", "-c", "…"]`.',
  },
  'missing-key': {
    title: 'A required key is missing',
    explanation: 'The message names it; it belongs below the key that is marked.',
  },
  'obsolete-key': {
    title: 'A key has no effect any more',
    explanation: 'It is accepted for old files and can be removed.',
  },
  'unsupported-attribute': {
    title: 'An attribute is valid but not carried out by this version',
    explanation: 'Rather than dropping it silently, stack refuses the file.',
  },
  'undefined-reference': {
    title: 'Something is referred to that is not defined',
    explanation: 'A service, network, volume, config or secret is used that the files do not define.',
  },
  'extends-cycle': {
    title: 'Services extend each other in a circle',
    explanation: 'The message shows the path. One of them has to stand on its own.',
  },
  'include-cycle': {
    title: 'Files include each other in a circle',
    explanation: 'The message shows the path. Remove one of the inclusions.',
  },
  'include-conflict': {
    title: 'A resource is defined differently in a file that is included',
    explanation:
      'An included file is not changed by the one that includes it. Remove one of the definitions, or change the included one in an override file.',
  },
  'remote-resource': {
    title: 'A file would have to be fetched',
    explanation: 'Loading a project never reaches out to the network. Keep a copy beside the project.',
  },
  'dependency-cycle': {
    title: 'Services wait for each other in a circle',
    explanation: 'The message shows the path. Remove one of its edges.',
  },
  'invalid-project-name': {
    title: 'The project name is not allowed',
    explanation:
      'A project name holds lowercase letters, digits, dashes and underscores, and starts with a letter or digit.',
  },
  'conflicting-attributes': {
    title: 'Two attributes exclude each other',
    explanation: 'The message names both, and both places are shown. Keep the one that is meant.',
  },
  'unknown-service': {
    title: 'No such service',
    explanation: 'The service named on the command line is not in the project.',
  },
  'disabled-service': {
    title: 'A service is disabled by its profiles',
    explanation: 'Enable one of its profiles with `--profile`.',
  },
  'no-container': {
    title: 'There is no container for the command',
    explanation:
      '`stack start` and its like change containers that are there. `stack create` makes them, `stack up` makes and starts them; `stack ps --all` shows what there is.',
  },
  'program-not-started': {
    title: 'A program could not be started in a container',
    explanation:
      'The exit code is what shells and `docker run` give: 127 when there is no such program in the container, 126 when it is there and cannot be run.',
  },
  'cannot-copy': {
    title: 'Something cannot be copied',
    explanation:
      'As with `cp` and `docker cp`: what is copied into a folder that is there goes into it, otherwise it gets the name of the destination, whose folder has to be there. A folder never takes the place of a file. Nothing is ever written outside of the destination, whatever an archive says.',
  },
  'no-such-part': {
    title: 'The model has nothing at that path',
    explanation: 'The message says how far the path leads, and what there is.',
  },
  'invalid-option': {
    title: 'A command-line option has a bad value',
    explanation: 'The message says what is expected.',
  },
  'engine-unreachable': {
    title: 'No Docker Engine answers',
    explanation: 'The details say which places were tried, and how each answered.',
  },
  'engine-away': {
    title: 'The engine has gone away for a while',
    explanation:
      'It had answered before; it may be restarting. What is safe to ask again is asked again until it is back. What may have taken place unheard is not: that part fails, and the next run goes on from there.',
  },
  'engine-too-old': {
    title: 'The engine is too old',
    explanation: 'The message says which API version is needed.',
  },
  'engine-error': {
    title: 'The engine refused a request',
    explanation: 'The engine’s own words are in the message.',
  },
  'engine-warning': {
    title: 'The engine made a container with something left out',
    explanation:
      'The message is the engine’s own. Mostly its kernel or its platform lacks what the file asks for, such as a limit.',
  },
  'image-not-found': {
    title: 'The image is neither on the engine nor in its registry',
    explanation: 'Check the name and tag, log in to its registry, or build it.',
  },
  'image-pull-failed': {
    title: 'The image could not be pulled',
    explanation: 'The registry did not answer as it should; the engine’s words are in the message.',
  },
  'build-failed': {
    title: 'An image could not be built',
    explanation:
      'The line of the Dockerfile is shown where the builder names it; the output of the step that failed is below it.',
  },
  'build-warning': {
    title: 'The builder has something to say about a Dockerfile',
    explanation:
      'One of its checks found something that is probably not meant, or that will not work with other builders. The image is built all the same. A check can be turned off in the Dockerfile with `# check=skip=NAME`.',
  },
  'port-in-use': {
    title: 'A port on the host is taken',
    explanation: 'The message names the owner where it is known. Stop it, or publish another port.',
  },
  'name-conflict': {
    title: 'A name on the engine is taken',
    explanation: 'A container, network or volume of that name exists and is not part of this project.',
  },
  'external-not-found': {
    title: 'An external network or volume does not exist',
    explanation: '`external: true` means that stack does not create it.',
  },
  'service-not-ready': {
    title: 'A service failed to get ready',
    explanation: 'The details hold its exit code, last log lines and last health probe.',
  },
  'stop-ignored': {
    title: 'A container did not stop when asked to',
    explanation:
      'It was sent its stop signal, was still running when its time was over, and was killed. The first process of a container gets no default handling of signals, so that programs without a handler, and shells, ignore SIGTERM there.',
  },
  'hook-failed': {
    title: 'A hook failed',
    explanation:
      'The program of `post_start` or `pre_stop` ended with another exit code than 0; its output is in the details. A failed `post_start` fails `up`, a failed `pre_stop` is only told: the container is stopped all the same.',
  },
  'timed-out': {
    title: 'Waiting took too long',
    explanation: 'The limit can be set with an option, which the message names.',
  },
  'unlabelled-resource': {
    title: 'A resource of the project’s name was made by something else',
    explanation: 'It is used as it is. Mark it `external: true` to say that this is meant.',
  },
  'definition-not-applied': {
    title: 'A changed definition is not applied',
    explanation:
      'A volume that exists is left as it is, so that no data is lost. `--recreate-volumes NAME` removes it and makes it anew; its data is destroyed.',
  },
  'anonymous-volumes-left': {
    title: 'Anonymous volumes of removed containers stay',
    explanation:
      'An image or a mount without a name asked for them. They may hold data, so that only `--volumes` takes them along; nothing else leads to them any more. `docker volume rm` removes them.',
  },
  'resource-in-use': {
    title: 'A network or volume is used by containers that this command leaves alone',
    explanation:
      'It cannot be removed or replaced as long as they use it. The message names them: remove them, or take them off it.',
  },
  'no-effect': {
    title: 'An attribute has no effect on a single engine',
    explanation:
      'Placement, update policies and the like are for orchestrators of several engines, `credential_spec` for engines on Windows. They may stay in the file.',
  },
  'orphan-containers': {
    title: 'Containers of services that the files no longer have',
    explanation: 'Remove them with `--remove-orphans`.',
  },
  locked: {
    title: 'Another command is changing the project',
    explanation:
      'Commands that change one project on one engine take turns, on whatever host they run. The message says who it is that works; `--lock-timeout` says how long to wait. A command that was killed gives up its turn within seconds.',
  },
  'lock-lost': {
    title: 'The turn to change the project was lost',
    explanation:
      'The engine was away, or took this command for gone, and another command may be changing the project by now. What had been begun was undone; run the command again.',
  },
  'no-locks': {
    title: 'The engine cannot keep commands apart',
    explanation:
      'Taking turns needs sessions, which Docker Engine has and some others, or proxies before it, do not. Everything else works.',
  },
  'nothing-to-watch': {
    title: 'No service says what to watch',
    explanation:
      'A watch acts on the rules of `develop.watch` of the services. Without any there is nothing to wait for.',
  },
  'watch-without-build': {
    title: 'A rule rebuilds what is not built',
    explanation:
      'The action `rebuild` builds the image of its service and replaces the containers. A service with an `image` only has nothing to build, and with `--no-build` nothing may be built.',
  },
  'watched-bind': {
    title: 'A watched path is mounted in the container already',
    explanation:
      'The container sees every change of a folder that is mounted by itself. Copying it there would write into the very folder that it comes from, so the rule is left out, as docker compose does.',
  },
  'watch-limit': {
    title: 'The system has no more watches to give',
    explanation:
      'Linux limits how many folders one user may watch. The folders that have no watch any more are looked at every second, which takes time on both sides. Raise the limit that the message names, for example with `sysctl fs.inotify.max_user_watches=524288`, or leave folders out with `ignore`.',
  },
  'watch-held': {
    title: 'The project is under watch already',
    explanation:
      'Two watches of one project would copy, restart and rebuild everything twice. The message says who has it.',
  },
  'sync-failed': {
    title: 'Files could not be copied into a container',
    explanation:
      'The engine refused them; the message has its words. A container with a read-only file system takes no files, except in a volume that is mounted there.',
  },
  'service-ended': {
    title: 'A service ended while a test ran',
    explanation:
      'The test failed, and one of the services that it talks to had ended with another code than 0 by then: perhaps that is why. What it said is in the artifacts (`--artifacts`).',
  },
  'left-behind': {
    title: 'A run that was killed left something behind',
    explanation:
      'Copies of a project (`--isolated`, `stack test`) say in their labels whom they belong to. The next one on the same machine removes what no process uses any more; `stack gc` does so at any time, and with `--older-than` also what other machines left.',
  },
  cancelled: {
    title: 'The command was interrupted',
    explanation: 'Nothing is lost: running the command again goes on from here.',
  },
} as const satisfies Record<string, CodeEntry>;

export type DiagnosticCode = keyof typeof codes;
