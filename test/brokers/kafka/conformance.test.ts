import { createKafkaBroker, kafkaCapabilities } from "../../../src/runtime/brokers/kafka/index.ts";
import { brokerConformance } from "../../../src/testing/conformance/index.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";
import { promisesColumn } from "../promises-column.ts";
import { connectionTo } from "./connection.ts";

await describeWithServices(["kafka"], "G13: Kafka", ({ kafka }) => {
  const outcomes = brokerConformance("kafka", {
    capabilities: kafkaCapabilities,
    makeBroker: () => createKafkaBroker(connectionTo(kafka.address)),
    async createAddress() {
      const topic = uniqueName("conformance");
      await kafka.createTopic(topic, 4);
      return topic;
    },
    makesReplyAddresses: false,
    brokenAddress: async () => uniqueName("missing"),
    missingAddress: uniqueName("missing"),
    makeUnreachable: () => createKafkaBroker(connectionTo("127.0.0.1:9")),
  });
  promisesColumn("Kafka", outcomes);
});
