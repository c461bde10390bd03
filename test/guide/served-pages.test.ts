import { describeWithServices } from "../services/index.ts";
import { pages, runPages } from "./pages.ts";

await describeWithServices(["redis", "rabbitmq", "kafka", "temporal"], "pages with servers", ({ redis, rabbitmq, kafka, temporal }) => {
  runPages(
    pages.filter(({ servers }) => servers.length > 0),
    {
      environments: {
        kafka: { BOOST_KAFKA_URL: kafka.address },
        rabbitmq: { BOOST_RABBITMQ_URL: rabbitmq.address },
        redis: { BOOST_REDIS_URL: redis.address },
        temporal: { TEMPORAL_ADDRESS: temporal.address },
      },
      addresses: {
        [kafka.address]: "localhost:9092",
        [new URL(rabbitmq.address).host]: "localhost:5672",
        [new URL(redis.address).host]: "localhost:6379",
        [temporal.address]: "localhost:7233",
      },
    },
  );
});
