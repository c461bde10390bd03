import assert from "node:assert/strict";
import { test } from "node:test";
import { sdkLogger } from "../../../src/runtime/temporal/sdk-log.ts";

test("what a workflow or an activity says keeps its level and its words; the SDK's own information is our debugging", () => {
  const lines: unknown[] = [];
  const to = (level: string) => (fields: object, message: string) => void lines.push([level, message, fields]);
  const logger = sdkLogger({ debug: to("debug"), info: to("info"), warn: to("warn"), error: to("error") });
  logger.info("order taken", { sdkComponent: "workflow", workflowId: "o-1" });
  logger.log("INFO", "mail sent", { sdkComponent: "activity" });
  logger.debug("detail", { sdkComponent: "workflow" });
  logger.info("Worker state changed", { sdkComponent: "worker" });
  logger.log("INFO", "no fields");
  logger.warn("No activities registered", { sdkComponent: "worker" });
  assert.deepEqual(lines, [
    ["info", "order taken", { sdkComponent: "workflow", workflowId: "o-1" }],
    ["info", "mail sent", { sdkComponent: "activity" }],
    ["debug", "detail", { sdkComponent: "workflow" }],
    ["debug", "temporal: Worker state changed", { sdkComponent: "worker" }],
    ["debug", "temporal: no fields", {}],
    ["warn", "temporal: No activities registered", { sdkComponent: "worker" }],
  ]);
});
