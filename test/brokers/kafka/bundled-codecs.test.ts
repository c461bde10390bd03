import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Compression, kcatPublish } from "../../services/clients.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";
import { bundles } from "./bundles.ts";

const written: readonly Compression[] = ["none", "gzip", "snappy", "lz4", "zstd"];

await describeWithServices(["kafka"], "Kafka in a bundle that holds kafkajs as well:", ({ kafka }) => {
  for (const [name, bundle] of bundles) {
    test(`${name}: batches of every codec are read`, async (context) => {
      const folder = mkdtempSync(join(tmpdir(), "boost-gen-bundled-"));
      context.after(() => rmSync(folder, { recursive: true }));
      const program = await bundle(new URL("./bundled-reader.ts", import.meta.url), folder);
      const topic = uniqueName("bundled");
      await kafka.createTopic(topic);
      const bodies = written.map((compression) => JSON.stringify({ compression, text: "text ".repeat(400) }));
      for (const [index, compression] of written.entries()) await kcatPublish(kafka, { topic, value: bodies[index] ?? "", compression });
      const read = async (group: string): Promise<{ readonly bodies: readonly string[]; readonly warnings: readonly string[] }> => {
        const reader = spawn(process.execPath, [program, kafka.address, topic, uniqueName(group), String(bodies.length)], {
          cwd: folder,
          stdio: ["ignore", "pipe", "inherit"],
        });
        context.after(() => reader.kill("SIGKILL"));
        let out = "";
        reader.stdout.on("data", (chunk) => (out += chunk));
        const [code] = await once(reader, "close");
        assert.equal(code, 0, out);
        return JSON.parse(out);
      };
      const check = async (group: string): Promise<void> => {
        const found = await read(group);
        assert.deepEqual(found.bodies, bodies);
        assert.match(found.warnings.join("\n"), /^kafkajs is bundled/m, "it knows that it cannot reach the parts of this kafkajs");
      };
      await check("alone");
      // As in the project that it was built in: another kafkajs than that of the bundle is within its reach.
      mkdirSync(join(folder, "node_modules"));
      symlinkSync(fileURLToPath(new URL("../../../node_modules/kafkajs", import.meta.url)), join(folder, "node_modules/kafkajs"));
      await check("beside");
    });
  }
});
