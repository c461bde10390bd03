import { sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";

/** Does what may fail without harm, and says so where it does. `what`: "could not …". */
export async function quietly(log: Logger, what: string, call: () => Promise<unknown> | undefined): Promise<void> {
  try {
    await call();
  } catch (error) {
    log.warn({ error }, `could not ${what}: ${sentence(error)}`);
  }
}
