import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "@opentelemetry/api";
import { BoostApp } from "../../src/runtime/index.ts";
import { examine } from "../../src/runtime/tools/doctor.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { waitFor } from "../services/wait.ts";
import { compiled } from "../truth/compiled.ts";
import { closedForms, documentOf } from "../truth/header-forms.ts";

const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

// A propagator is all of an SDK that writes into a message.
api.propagation.setGlobalPropagator({
  inject: (_context, carrier, setter) => {
    setter.set(carrier, "traceparent", trace);
    setter.set(carrier, "baggage", "a=b");
  },
  extract: (context) => context,
  fields: () => ["traceparent", "baggage"],
});

type Publish = { readonly [member: string]: (payload: object, options: object) => Promise<unknown> };

await describeWithServices(["kafka", "rabbitmq", "redis"], "What boost-gen writes passes every closed schema of headers", (services) => {
  const rows = [
    { title: "Kafka", protocol: "kafka", url: services.kafka.address, extra: "{ deadLetter: false }" },
    { title: "RabbitMQ", protocol: "amqp", url: services.rabbitmq.address, extra: "{ deadLetter: false, amqp: { declare: create } }" },
    { title: "Redis stream", protocol: "redis", url: services.redis.address, extra: "{ deadLetter: false }" },
    {
      title: "Redis pub/sub",
      protocol: "redis",
      url: services.redis.address,
      extra: "{ deadLetter: false, delivery: at-most-once, redis: { kind: pubsub, envelope: true } }",
    },
  ];
  for (const { title, protocol, url, extra } of rows)
    test(title, async () => {
      const prefix = uniqueName("closed");
      const sending = (text: string): string =>
        text.replace(
          /(action: send.*x-boost: )\{.*\} \}$/gm,
          (_, lead: string) =>
            `${lead}${protocol === "redis" && extra.includes("pubsub") ? "{ redis: { kind: pubsub, envelope: true } }" : "{}"} }`,
        );
      const { contract } = await compiled(sending(documentOf(protocol, (index) => `${prefix}.${index}`, extra)));
      const environment = { BOOST_MAIN_URL: url };
      for await (const finding of examine({ app: prefix, contract, environment, create: true }))
        assert.notEqual(finding.state, "wrong", JSON.stringify(finding));
      const handled = new Set<string>();
      const refused: string[] = [];
      const note = (_: object, text: string): void => void (/not a valid|dead/.test(text) && refused.push(text));
      const app = new BoostApp(prefix, {
        environment,
        telemetry: api as never,
        logger: { debug() {}, info() {}, warn: note, error: note },
      });
      const receiving = contract.operations.filter(({ action }) => action === "receive");
      const handlers = receiving.map(({ name, messages }) => [
        name,
        Object.fromEntries(Object.keys(messages).map((member) => [member, () => void handled.add(member)])),
      ]);
      app.addSubscribers("closed", contract, Object.fromEntries(handlers));
      const publish = app.publishers(contract) as unknown as Publish;
      await app.start();
      // Kafka assigns the group while messages already wait; pub/sub has to be heard from the beginning, which start() awaits.
      try {
        for (const index of Object.keys(Object.values(closedForms)))
          await publish[`m${index}`]?.({}, { headers: { tenant: "t" }, correlationId: "c-1" });
        const all = async (): Promise<void> =>
          assert.ok(handled.size >= receiving.length, `${handled.size} handled; ${refused.join("; ")}`);
        await waitFor(all, { giveUp: () => (refused.length > 0 ? new Error(refused.join("\n")) : undefined) });
        assert.deepEqual([...handled].sort(), receiving.flatMap(({ messages }) => Object.keys(messages)).sort(), refused.join("\n"));
      } finally {
        await app.stop();
      }
    });
});
