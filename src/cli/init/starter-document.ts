import { renderTemplate } from "../../compiler/code/index.ts";

const brokers = {
  kafka: {
    protocol: "kafka",
    host: "localhost:9092",
    channel: "",
    options: "",
  },
  rabbitmq: {
    protocol: "amqp",
    host: "localhost:5672",
    channel: `
    bindings:
      amqp:
        is: queue
        queue: { name: orders, durable: true }`,
    options: `
      amqp: { declare: create }`,
  },
  redis: {
    protocol: "redis",
    host: "localhost:6379",
    channel: "",
    options: `
      redis: { kind: stream }`,
  },
} as const;

export type StarterBroker = keyof typeof brokers;

const starterBrokers: readonly StarterBroker[] = ["kafka", "rabbitmq", "redis"];

export function isStarterBroker(name: string | undefined): name is StarterBroker {
  return starterBrokers.some((broker) => broker === name);
}

/** One channel, one message, one workflow: small enough to read, whole enough to run. */
export function starterDocument(broker: StarterBroker, title: string): string {
  const { protocol, host, channel, options } = brokers[broker];
  return renderTemplate("starter-document", { title: JSON.stringify(title), broker, protocol, host, channel, options });
}
