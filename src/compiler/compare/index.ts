import type { Contract } from "../model/index.ts";
import type { Change } from "./change.ts";
import { compareChannels, compareServers } from "./compare-channels.ts";
import { compareMessages } from "./compare-messages.ts";
import { compareOperations } from "./compare-operations.ts";
import { compareRegistries } from "./compare-registry.ts";
import { comparisonOf } from "./comparison.ts";

export { type Change, type ChangeCode, changeTable, type Effect } from "./change.ts";

/** Every difference between two documents of one service that matters to somebody who sends or receives, and the words that changed. */
export function compareContracts(before: Contract, after: Contract): readonly Change[] {
  const comparison = comparisonOf(before, after);
  compareServers(comparison);
  compareMessages(comparison);
  compareChannels(comparison);
  compareRegistries(comparison);
  compareOperations(comparison);
  return comparison.changes;
}
