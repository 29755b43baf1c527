import type { Command } from 'commander';
import type { RunAction } from '../run-action.js';
import type { DoctorFlags } from './doctor-action.js';

export function addDoctor(program: Command, run: RunAction): void {
  program
    .command('doctor')
    .description('whether the engine and this machine are fit: versions, disk, networks, what is left over')
    .option('--json', 'the same for programs')
    .addHelpText(
      'after',
      `
Ends with 1 when something keeps projects from running.`,
    )
    .action((flags: DoctorFlags) =>
      run(async () => (await import('./doctor-action.js')).doctorAction(flags)),
    );
}
