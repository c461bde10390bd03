export { brokerConformance } from "./broker-conformance.ts";
export { CollectingSink } from "./collecting-sink.ts";
