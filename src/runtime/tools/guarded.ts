import type { Finding } from "../brokers/inspector.ts";
import { sentence } from "../ground/errors.ts";

/** A question that the server refuses is a finding like another. */
export async function guarded(part: string, ask: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await ask();
  } catch (error) {
    return [{ part, state: "wrong", detail: sentence(error) }];
  }
}
