import { MemoryBroker, MemoryStore } from "../../src/runtime/brokers/memory/index.ts";
import { brokerConformance } from "../../src/testing/conformance/index.ts";
import { promisesColumn } from "../brokers/promises-column.ts";

const store = new MemoryStore();
let addresses = 0;
function next(kind: string): string {
  addresses += 1;
  return `${kind}-${addresses}`;
}

const outcomes = brokerConformance("G13: memory", {
  capabilities: new MemoryBroker(store).capabilities,
  makeBroker: () => new MemoryBroker(store),
  createAddress: async () => next("address"),
  brokenAddress: async () => {
    const address = next("broken");
    store.refuse(address, "as the test says");
    return address;
  },
  crash: async (broker) => {
    if (broker instanceof MemoryBroker) await broker.crash();
  },
  silence: 20,
});
promisesColumn("memory", outcomes);
