import { CommanderError } from 'commander';
import { withoutBooleanValues } from './boolean-values.js';
import { exitCode } from './exit-codes.js';
import { createProgram } from './program.js';

const words = process.argv.slice(2);
const program = createProgram(async (load) => {
  const [action, { runInSession }] = await Promise.all([load(), import('./session.js')]);
  process.exitCode = await runInSession(program, action);
}, words);

// Nothing is left to be done or written then; Node would take its heap apart first, which is for nobody.
process.once('beforeExit', () => process.exit());

void main();

// Without an `await` at the top, which a chunk cannot have.
async function main(): Promise<void> {
  try {
    await program.parseAsync(withoutBooleanValues(words, program), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // What is wrong with the command line has been printed.
      process.exitCode =
        error.exitCode === exitCode.usage && process.argv.includes('--detailed-exitcode')
          ? exitCode.failure
          : error.exitCode;
    } else {
      const trace = error instanceof Error ? error.stack : String(error);
      process.stderr.write(
        `This is a bug in stack, not in what you did. Please report it with these lines:\n${trace}\n`,
      );
      process.exitCode = exitCode.failure;
    }
  }
}
