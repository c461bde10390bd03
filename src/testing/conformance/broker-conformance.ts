import { describe, test } from "node:test";
import type { ConformanceCase } from "./conformance-case.ts";
import { flow } from "./flow.ts";
import { lifeCycle } from "./life-cycle.ts";
import { publishing } from "./publishing.ts";
import { replies } from "./replies.ts";
import { Scene } from "./scene.ts";
import { settling } from "./settling.ts";
import type { ConformanceSetup } from "./setup.ts";

/** Every promise of the broker contract, in the order of the table in the README. */
const conformanceCases: readonly ConformanceCase[] = [...publishing, ...settling, ...flow, ...replies, ...lifeCycle];

/** Title → `kept`, `broken`, or why this broker is not asked for it; complete when the tests have ended. */
export type ConformanceOutcomes = ReadonlyMap<string, string>;

/**
 * Registers one `node:test` test for each promise of the broker contract; the same tests for every broker. What a broker declares not to
 * keep is skipped with the reason. Call it at the top of a test file, with a server that runs until the tests have ended.
 */
export function brokerConformance(name: string, setup: ConformanceSetup): ConformanceOutcomes {
  const outcomes = new Map<string, string>();
  describe(`${name} keeps the broker contract`, () => {
    for (const { title, skip, run } of conformanceCases) {
      const reason = skip?.(setup);
      outcomes.set(title, reason ?? "broken");
      test(title, { skip: reason ?? false, timeout: 120_000 }, async () => {
        const scene = new Scene(setup);
        try {
          await run(scene);
        } finally {
          await scene.end();
        }
        outcomes.set(title, "kept");
      });
    }
  });
  return outcomes;
}
