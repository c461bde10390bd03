/** A document with as many channels as wanted, each received by an operation with a rule. */
export function manyChannels(count: number): string {
  const parts = ["billing", "catalog", "orders", "shipping", "users"];
  const numbers = Array.from({ length: count }, (_, index) => index);
  const name = (index: number): string => `${parts[index % parts.length]}.event${index}.v1`;
  return JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "Many channels", version: "1.0.0" },
    servers: { kafka: { host: "localhost:9092", protocol: "kafka" } },
    channels: Object.fromEntries(
      numbers.map((index) => [
        `channel${index}`,
        { address: name(index), messages: { event: { $ref: `#/components/messages/Event${index}` } } },
      ]),
    ),
    operations: Object.fromEntries(
      numbers.map((index) => [`onEvent${index}`, { action: "receive", channel: { $ref: `#/channels/channel${index}` } }]),
    ),
    components: {
      messages: Object.fromEntries(
        numbers.map((index) => [
          `Event${index}`,
          {
            name: `Event${index}`,
            payload: { type: "object", required: ["id"], properties: { id: { type: "string", minLength: 1 } } },
            "x-temporal": { workflow: `Workflow${index % 50}`, taskQueue: "queue", workflowId: `event-${index}-{$message.payload#/id}` },
          },
        ]),
      ),
    },
  });
}
