import { quoted, renderTemplate } from "../../compiler/code/index.ts";

const brokers = {
  kafka: { protocol: "kafka", host: "localhost:9092", isQueue: false, isStream: false },
  rabbitmq: { protocol: "amqp", host: "localhost:5672", isQueue: true, isStream: false },
  redis: { protocol: "redis", host: "localhost:6379", isQueue: false, isStream: true },
} as const;

export type StarterBroker = keyof typeof brokers;

export function isStarterBroker(name: string | undefined): name is StarterBroker {
  return name !== undefined && Object.hasOwn(brokers, name);
}

/** One channel, one message, one workflow: small enough to read, whole enough to run. */
export function starterDocument(broker: StarterBroker, title: string): string {
  // What a string of JavaScript escapes, one of YAML in double quotes escapes alike.
  return renderTemplate("starter-document", { title: quoted(title), broker, ...brokers[broker] });
}
