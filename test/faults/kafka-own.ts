import { after, describe } from "node:test";
import { type KafkaOptions, type KafkaService, ServiceUnavailable, startKafka } from "../services/index.ts";

/** `describe` over a Kafka of one's own, made as the tests need it; use it with top-level `await`. Skipped by name where Kafka cannot be had. */
export async function describeKafka(title: string, options: KafkaOptions, suite: (kafka: KafkaService) => void): Promise<void> {
  let kafka: KafkaService;
  try {
    kafka = await startKafka({ ...options, own: true });
  } catch (error) {
    if (!(error instanceof ServiceUnavailable) || process.env["CI"]) throw error;
    describe(title, { skip: error.message });
    return;
  }
  describe(title, () => {
    after(() => kafka.stop());
    suite(kafka);
  });
}
