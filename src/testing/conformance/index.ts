export { brokerConformance, conformanceCases } from "./broker-conformance.ts";
export { CollectingSink } from "./collecting-sink.ts";
export type { ConformanceCase, ConformanceSetup } from "./setup.ts";
