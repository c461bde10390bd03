import { MemoryBroker, MemoryStore } from "../../src/runtime/brokers/memory/index.ts";
import { brokerConformance } from "../../src/testing/conformance/index.ts";

const store = new MemoryStore();
let addresses = 0;

brokerConformance("memory", {
  capabilities: new MemoryBroker(store).capabilities,
  makeBroker: () => new MemoryBroker(store),
  createAddress: async () => `address-${(addresses += 1)}`,
  brokenAddress: async () => {
    const address = `broken-${(addresses += 1)}`;
    store.refuse(address, "as the test says");
    return address;
  },
  crash: async (broker) => {
    if (broker instanceof MemoryBroker) await broker.crash();
  },
  silence: 20,
});
