/** `boost-gen/testing`: the application without broker and Temporal. */

export type { RecordedWorkflows, SentSignal, SentUpdate, StartedWorkflow } from "./recorded-workflows.ts";
export type { IncomingOptions, PublishedMessage, TestApp, TestAppOptions, TestDeadLetter, TestSettlement } from "./test-app.ts";
export { createTestApp } from "./test-app.ts";
export type { TestClock } from "./test-clock.ts";
