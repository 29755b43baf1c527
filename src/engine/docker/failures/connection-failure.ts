/** System errors that mean: nothing was listening, or it did not let us in. */
const refusals: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ENOTDIR: 'there is no such socket',
  ECONNREFUSED: 'connection refused: nothing listens there',
  EACCES: 'permission denied: this user may not use the socket',
  EPERM: 'permission denied: this user may not use the socket',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host did not answer in time',
};

/** `refused`: the connection never came about. Otherwise it broke while in use. */
export function describeConnectionFailure(error: unknown): {
  readonly message: string;
  readonly refused: boolean;
} {
  const refusal = refusals[systemErrorCode(error) ?? ''];
  if (refusal !== undefined && !wasInUse(error)) return { message: refusal, refused: true };
  return { message: error instanceof Error ? error.message : String(error), refused: false };
}

/** Some of these also end a connection that was there, such as the time-out of a network that is gone. */
const wasInUse = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'read' || error.syscall === 'write');

function systemErrorCode(error: unknown): string | undefined {
  // A host name with several addresses fails with one error for each of them.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : undefined;
}
