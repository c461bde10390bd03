import assert from "node:assert/strict";
import { test } from "node:test";
import { BoostApp } from "../../../src/runtime/index.ts";
import { describeWithServices, uniqueName, waitFor } from "../../services/index.ts";
import { compiled } from "../../truth/compiled.ts";

await describeWithServices(["kafka"], "the lag of a Kafka subscription", ({ kafka }) => {
  test("is there from the start, for partitions that never had a message as well", async () => {
    const topic = uniqueName("lag");
    await kafka.createTopic(topic, 3);
    const { contract } = await compiled(`
asyncapi: 3.0.0
info: { title: Lag, version: 1.0.0 }
servers: { main: { host: 'localhost:1', protocol: kafka } }
channels: { c: { address: ${topic}, messages: { m: { name: m, payload: { type: object } } } } }
operations:
  onC: { action: receive, channel: { $ref: '#/channels/c' }, x-boost: { deadLetter: false } }
  sendC: { action: send, channel: { $ref: '#/channels/c' } }
`);
    let port = 0;
    const logger = {
      debug() {},
      info: (fields: { readonly httpPort?: number }) => {
        port = fields.httpPort ?? port;
      },
      warn() {},
      error() {},
    };
    const app = new BoostApp(topic, {
      environment: { BOOST_MAIN_URL: kafka.address, BOOST_HTTP_PORT: "0", BOOST_HTTP_HOST: "127.0.0.1" },
      logger,
    });
    let handled = 0;
    app.addSubscribers("s", contract, {
      onC: {
        m: () => {
          handled += 1;
        },
      },
    });
    const publish = app.publishers(contract) as unknown as { readonly m: (payload: object, options: object) => Promise<unknown> };
    await app.start();
    const lag = async (): Promise<string | undefined> => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return /^boost_messages_lag\{[^}]*\} (\d+)$/m.exec(text)?.[1];
    };
    try {
      await waitFor(async () => assert.equal(await lag(), "0"));
      await publish.m({}, { key: "only-one-partition" });
      await waitFor(async () => assert.equal(handled, 1));
      await waitFor(async () => assert.equal(await lag(), "0"));
    } finally {
      await app.stop();
    }
  });
});
