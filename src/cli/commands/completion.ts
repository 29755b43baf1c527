import { Argument, type Command } from 'commander';
import { shells } from '../completion/shell-scripts.js';
import type { RunAction } from '../run-action.js';
import type { CompleteFlags } from './completion-action.js';

export function addCompletion(program: Command, run: RunAction): void {
  program
    .command('completion')
    .description('what to give to a shell so that it completes commands, options and services')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      `
Examples:
  eval "$(stack completion bash)"                                        in ~/.bashrc
  eval "$(stack completion zsh)"                                         in ~/.zshrc, after compinit
  stack completion fish > ~/.config/fish/completions/stack.fish
  stack completion pwsh | Out-String | Invoke-Expression                 in $PROFILE`,
    )
    .action((shell: string) =>
      run(async () => (await import('./completion-action.js')).completionAction(shell)),
    );
  program
    .command('__complete [words...]', { hidden: true })
    .option('--next', 'a new word begins')
    .action((words: string[], flags: CompleteFlags) =>
      run(async () => (await import('./completion-action.js')).completeAction(program, words, flags)),
    );
}
