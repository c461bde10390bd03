/** `boost-gen/testing`: the application without broker and Temporal. */

export type { IncomingOptions } from "./incoming.ts";
export type { PublishedMessage, TestDeadLetter } from "./published-message.ts";
export type { PerformedCall, RecordedWorkflows, SentSignal, SentUpdate, StartedWorkflow } from "./recorded-workflows.ts";
export type { TestApp, TestAppOptions, TestSettlement } from "./test-app.ts";
export { createTestApp } from "./test-app.ts";
export type { TestClock } from "./test-clock.ts";
