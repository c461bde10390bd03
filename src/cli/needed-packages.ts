import { importsTemporal } from "../compiler/emit/workflow-code.ts";
import type { Contract, Protocol } from "../compiler/model/index.ts";

const clients: { readonly [protocol in Protocol]: string | undefined } = {
  kafka: "kafkajs",
  amqp: "amqplib",
  redis: "ioredis",
  other: undefined,
};

/** What a program needs that runs this contract: ourselves, zod, only the clients of its brokers, and of Temporal what it names. */
export function neededPackages(contract: Contract): readonly string[] {
  const servers = contract.operations.flatMap(({ channel }) => (channel.servers.length > 0 ? channel.servers : contract.servers));
  const brokers = [...new Set(servers.map((server) => clients[server.protocol]))].filter((name) => name !== undefined);
  return [
    ...["boost-gen", "zod", ...brokers],
    ...(contract.workflows.length > 0 ? ["@temporalio/client", "@temporalio/envconfig"] : []),
    ...(importsTemporal(contract) ? ["@temporalio/workflow"] : []),
  ];
}
