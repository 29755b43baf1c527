/** Waits for a look-up of dockerode; undefined when there is no such thing (HTTP 404). */
export async function unlessNotFound<Found>(call: Promise<Found>): Promise<Found | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return undefined;
    throw error;
  }
}
