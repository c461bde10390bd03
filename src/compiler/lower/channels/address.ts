import type { DocumentNode } from "../../document/node.ts";
import type { Channel, Protocol } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { bindingText } from "./binding.ts";

/** Where a channel is on a broker: what a binding names (Kafka topic, AMQP queue) before what the document calls it. */
export function addressOn(protocol: Protocol, { address, binding }: Pick<Channel, "address" | "binding">): string | null {
  if (binding === undefined || binding.protocol !== protocol) return address;
  if (protocol === "kafka") return bindingText(binding, "topic") ?? address;
  if (protocol === "amqp" && binding.value["is"] === "queue") return bindingText(binding, "queue", "name") ?? address;
  return address;
}

/** Whether the messages of a channel lie in a queue that whoever reads it empties for everybody else. */
export function isSharedQueue(protocol: Protocol, { binding }: Pick<Channel, "binding">): boolean {
  if (protocol !== "amqp") return false;
  return binding?.value["is"] !== "routingKey" || bindingText(binding, "exchange", "name") === undefined;
}

const brokerNames = { kafka: "Kafka", amqp: "RabbitMQ", redis: "Redis", other: "" } as const;

/** What no broker could have, reported while the document is at hand. */
export function checkAddress(
  channel: Pick<Channel, "address" | "binding" | "parameters">,
  protocols: ReadonlySet<Protocol>,
  node: DocumentNode,
  { sink }: Lowering,
): void {
  for (const protocol of protocols) {
    const address = addressOn(protocol, channel);
    const reason = address === null ? undefined : problemOf(address, protocol);
    if (address !== null && reason !== undefined)
      sink.report("address-invalid", node, { address, broker: brokerNames[protocol], reason }, { part: "key" });
  }
  const parts = (channel.address ?? "").split(/(\{[^{}]+\})/).filter((part) => part !== "");
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (next !== undefined && isParameter(part) && isParameter(next))
      sink.report("parameters-adjacent", node, { first: part.slice(1, -1), second: next.slice(1, -1) }, { part: "key" });
  }
}

const isParameter = (part: string): boolean => part.startsWith("{") && part.endsWith("}");

function problemOf(address: string, protocol: Protocol): string | undefined {
  const literal = address.replace(/\{[^{}]+\}/g, "");
  const bytes = Buffer.byteLength(literal);
  switch (protocol) {
    case "kafka": {
      const strange = /[^a-zA-Z0-9._-]/u.exec(literal)?.[0];
      if (strange !== undefined) return `a topic has letters, digits, \`.\`, \`_\` and \`-\`, and no \`${strange}\``;
      if (bytes > 249) return "a topic has 249 characters at most";
      return address === "" || address === "." || address === ".." ? "that is no name for a topic" : undefined;
    }
    case "amqp":
      return bytes > 255 ? "a queue or routing key has 255 bytes at most" : address === "" ? "it is empty" : undefined;
    case "redis":
      return address === "" ? "it is empty" : undefined;
    case "other":
      return undefined;
  }
}
