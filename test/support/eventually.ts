import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs a check until it neither throws nor gives `false`, and gives back what it gave. When the time is over,
 * the last failure is what the test fails with.
 */
export async function eventually<Value>(
  check: () => Value | Promise<Value>,
  timeoutMs = 15_000,
): Promise<Value> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      const value = await check();
      if (value !== false) return value;
      throw new Error(`the check still gave false after ${timeoutMs} ms`);
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await delay(25);
  }
}
