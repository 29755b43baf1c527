/**
 * V8 turns code that runs often into machine code in a second thread. A command is over before that pays: on two
 * processors the thread takes from the engine and from the command itself. Ten times later is soon enough for
 * what goes on running. Compiled code belongs to the flags it was compiled with.
 */
export const v8Flags = '--interrupt-budget=1000000';
