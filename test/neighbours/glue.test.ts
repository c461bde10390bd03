import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { kcatConsume } from "../services/clients.ts";
import { uniqueName } from "../services/index.ts";
import { describeWithJava } from "../services/java.ts";
import { runDocument } from "./running-document.ts";

const order = {
  type: "record",
  name: "Order",
  namespace: "shop",
  fields: [
    { name: "id", type: "string" },
    { name: "note", type: "string" },
  ],
};

/** As much of AWS Glue's API as its serializer asks for: every schema is registered there. */
async function glueApi(t: TestContext): Promise<string> {
  const version = { SchemaVersionId: "b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63", DataFormat: "AVRO", Status: "AVAILABLE", VersionNumber: 1 };
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ ...version, SchemaArn: "arn:aws:glue:us-east-1:1:schema/r/s", SchemaDefinition: JSON.stringify(order) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

await describeWithJava(
  { source: { folder: join(import.meta.dirname, "glue"), main: "Glue" }, services: ["kafka"] },
  "AWS Glue's serializer in Java as neighbour",
  ({ kafka, java }) => {
    for (const compression of ["NONE", "ZLIB"])
      test(`what it writes in Avro arrives as the document's type, without a registry: compression ${compression}`, async (t) => {
        const topic = uniqueName("orders");
        await Promise.all([kafka.createTopic(topic), kafka.createTopic(`${topic}-dlq`)]);
        const values = [{ id: "1", note: "tea ".repeat(200) }];
        const settings = {
          endpoint: await glueApi(t),
          region: "us-east-1",
          dataFormat: "AVRO",
          avroRecordType: "GENERIC_RECORD",
          compression,
        };
        await java.ask({ topic, bootstrap: kafka.address, schema: order, values, settings });
        const [sent] = await kcatConsume(kafka, topic);
        assert.equal(sent?.value?.slice(0, 2), compression === "ZLIB" ? "\u0003\u0005" : "\u0003\u0000");
        const text = `
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
x-boost: { registry: { framing: glue } }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: ${topic}
    messages: { Order: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(order)} } } }
operations: { onOrder: { action: receive, channel: { $ref: "#/channels/orders" } } }
`;
        const app = await runDocument(t, text, { environment: { BOOST_KAFKA_URL: kafka.address } });
        assert.deepEqual(
          (await app.until(1)).map(({ payload }) => payload),
          values,
        );
      });
  },
);
