import { createRedisBroker, redisCapabilities, redisPubSubCapabilities } from "../../../src/runtime/brokers/redis/index.ts";
import { brokerConformance } from "../../../src/testing/conformance/index.ts";
import { redisCli } from "../../services/clients.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";
import { testLog } from "../kafka/connection.ts";
import { promisesColumn } from "../promises-column.ts";

await describeWithServices(["redis"], "G13: Redis", ({ redis }) => {
  const connection = (url: string) => ({ server: "redis", url, clientId: "boost-gen-tests", log: testLog });
  const brokenAddress = async () => {
    const key = uniqueName("not-a-stream");
    await redisCli(redis, "SET", key, "text");
    return key;
  };

  const streams = brokerConformance("redis streams", {
    capabilities: redisCapabilities,
    makeBroker: () => createRedisBroker(connection(redis.address)),
    createAddress: async () => uniqueName("conformance"),
    brokenAddress,
    makeUnreachable: () => createRedisBroker(connection("redis://127.0.0.1:9")),
    // Longer than a busy machine keeps this process from running: what is handled would be claimed else, and handled twice.
    plan: { options: { redis: { minIdle: 3_000 } } },
  });
  promisesColumn("Redis stream", streams);

  const channels = brokerConformance("redis pub/sub", {
    capabilities: redisPubSubCapabilities,
    makeBroker: () => createRedisBroker(connection(redis.address), { kind: "pubsub" }),
    createAddress: async () => uniqueName("conformance"),
    makeUnreachable: () => createRedisBroker(connection("redis://127.0.0.1:9"), { kind: "pubsub" }),
    plan: { options: { delivery: "at-most-once" } },
    deadLetterPlan: { options: { redis: { kind: "stream" } } },
  });
  promisesColumn("Redis pub/sub", channels);
});
