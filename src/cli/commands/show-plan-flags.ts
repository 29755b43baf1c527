import { type Command, Option } from 'commander';

/** How a plan is shown. */
export interface ShowPlanFlags {
  readonly json?: boolean;
  readonly graph?: 'mermaid' | 'dot';
  readonly verbose?: boolean;
  readonly detailedExitcode?: boolean;
}

export function addShowPlanFlags(command: Command): Command {
  return command
    .option('--json', 'print the plan as JSON')
    .addOption(
      new Option('--graph <form>', 'print what comes after what, for Mermaid or Graphviz')
        .choices(['mermaid', 'dot'])
        .conflicts('json'),
    )
    .option('--verbose', 'show what stays as it is, too')
    .option('--detailed-exitcode', 'exit with 2 when there is something to do');
}
