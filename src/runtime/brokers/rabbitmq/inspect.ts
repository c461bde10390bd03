import type { Channel } from "amqplib";
import { counted } from "../../ground/counted.ts";
import { ConnectionError, FatalError } from "../../ground/errors.ts";
import type { BrokerConnection, SubscriptionPlan } from "../broker.ts";
import type { Finding, Inspector } from "../inspector.ts";
import { shown } from "./client.ts";
import { rabbitmqFailure } from "./failure.ts";
import { Link } from "./link.ts";
import { exchangeOf, type OnChannel, prepareDeadLetters, prepareQueue, queuesOf, routeOf } from "./topology.ts";

/** @throws ConnectionError, ConfigurationError */
export async function openRabbitmqInspector(connection: BrokerConnection): Promise<Inspector> {
  const link = new Link(connection, "doctor");
  await link.model();
  const onChannel: OnChannel = (act) => link.onChannel(act);

  /** `check` rejects for what is absent or different; `make` creates it. */
  const find = async (
    part: string,
    create: boolean,
    check: () => Promise<string | undefined>,
    make: () => Promise<void>,
  ): Promise<Finding> => {
    try {
      const detail = await check();
      return { part, state: "ok", ...(detail === undefined ? {} : { detail }) };
    } catch (error) {
      const absent = error instanceof Error && /NOT[-_]FOUND/.test(error.message);
      if (absent && create) {
        try {
          await make();
          return { part, state: "created" };
        } catch (refused) {
          return { part, state: "missing", detail: sentenceOf(refused, connection) };
        }
      }
      return {
        part,
        state: absent ? "missing" : "wrong",
        detail: absent ? "make it with --create, or by hand" : sentenceOf(error, connection),
      };
    }
  };
  const consumers = async (queue: string): Promise<string> => {
    const { messageCount, consumerCount } = await onChannel((channel) => channel.checkQueue(queue));
    return `${counted(messageCount, "message")}, ${counted(consumerCount, "consumer")}`;
  };
  const exchange = (name: string, type: string, durable: boolean, create: boolean): Promise<Finding> =>
    find(
      `exchange "${name}"`,
      create,
      async () => {
        await onChannel((channel) => channel.checkExchange(name));
        return undefined;
      },
      async () => void (await onChannel((channel: Channel) => channel.assertExchange(name, type, { durable }))),
    );

  return {
    async subscription(plan, create) {
      const findings: Finding[] = [];
      for (const queue of queuesOf(plan)) {
        const { boundTo } = queue;
        if (boundTo !== undefined) findings.push(await exchange(boundTo.exchange, boundTo.type, isDurable(plan.channel.binding), create));
        const found = await find(
          `queue "${queue.name}"`,
          create,
          async () => {
            await prepareQueue(onChannel, queue, declaring(plan, "check"), "quorum");
            return consumers(queue.name);
          },
          () => prepareQueue(onChannel, queue, declaring(plan, "create"), "quorum"),
        );
        findings.push(found);
        // AMQP has no question about bindings; making one twice changes nothing.
        if (create && found.state === "ok" && boundTo !== undefined)
          await prepareQueue(onChannel, queue, declaring(plan, "create"), "quorum");
      }
      const { deadLetter } = plan;
      if (deadLetter === false) return findings;
      return [
        ...findings,
        await find(
          `queue "${deadLetter}"`,
          create,
          async () => {
            await prepareDeadLetters(onChannel, deadLetter, declaring(plan, "check"));
            return consumers(deadLetter);
          },
          () => prepareDeadLetters(onChannel, deadLetter, declaring(plan, "create")),
        ),
      ];
    },
    target(channel, address, create) {
      const route = routeOf({
        address,
        body: null,
        headers: new Map(),
        ...(channel.binding === undefined ? {} : { channelBinding: channel.binding }),
      });
      if (route.exchange !== "")
        return exchange(route.exchange, exchangeOf(channel.binding)?.type ?? "topic", isDurable(channel.binding), create);
      return find(
        `queue "${address}"`,
        create,
        () => consumers(address),
        async () => void (await onChannel((open) => open.assertQueue(address, { durable: true, arguments: { "x-queue-type": "quorum" } }))),
      );
    },
    close: () => link.close(),
  };
}

function declaring(plan: SubscriptionPlan, declare: "check" | "create"): SubscriptionPlan {
  return { ...plan, options: { ...plan.options, amqp: { ...plan.options.amqp, declare } } };
}

function isDurable(binding: SubscriptionPlan["channel"]["binding"]): boolean {
  const exchange = binding?.["exchange"];
  return !(typeof exchange === "object" && exchange !== null && "durable" in exchange && exchange.durable === false);
}

function sentenceOf(error: unknown, connection: BrokerConnection): string {
  if (error instanceof ConnectionError || error instanceof FatalError) return error.message;
  return rabbitmqFailure(error, { server: connection.server, url: shown(connection), doing: "look at" }).message;
}
