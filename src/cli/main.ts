import { CommanderError } from 'commander';
import { createProgram } from './program.js';

const program = createProgram(async (load) => {
  const [action, { runInSession }] = await Promise.all([load(), import('./session.js')]);
  process.exitCode = await runInSession(program, action);
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  // What is wrong with the command line has been printed.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode;
}
