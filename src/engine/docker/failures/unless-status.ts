/** Waits for a call of dockerode; a refusal with that HTTP status is as good as success. */
export async function unlessStatus(status: number, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error && 'statusCode' in error && error.statusCode === status)) throw error;
  }
}
