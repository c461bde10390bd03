import { setTimeout as sleep } from "node:timers/promises";

export async function work(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds);
}
