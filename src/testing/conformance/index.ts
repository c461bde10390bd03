export { brokerConformance, type ConformanceOutcomes } from "./broker-conformance.ts";
export { CollectingSink } from "./collecting-sink.ts";
