import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { type Compression, kcatPublish } from "../../services/clients.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";

const written: readonly Compression[] = ["none", "gzip", "snappy", "lz4", "zstd"];

await describeWithServices(["kafka"], "Kafka in a bundle that holds kafkajs as well", ({ kafka }) => {
  test("batches of every codec are read", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "boost-gen-bundled-"));
    context.after(() => rmSync(folder, { recursive: true }));
    const program = join(folder, "reader.cjs");
    buildSync({
      entryPoints: [fileURLToPath(new URL("./bundled-reader.ts", import.meta.url))],
      outfile: program,
      bundle: true,
      format: "cjs",
      platform: "node",
      conditions: ["boost-gen-source"],
      // `import.meta.url` is empty in such a bundle, which esbuild warns of and the runtime knows.
      logLevel: "error",
    });
    const topic = uniqueName("bundled");
    await kafka.createTopic(topic);
    const bodies = written.map((compression) => JSON.stringify({ compression, text: "text ".repeat(400) }));
    for (const [index, compression] of written.entries()) await kcatPublish(kafka, { topic, value: bodies[index] ?? "", compression });
    // Without a package within its reach.
    const reader = spawn(process.execPath, [program, kafka.address, topic, String(bodies.length)], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    context.after(() => reader.kill("SIGKILL"));
    let out = "";
    reader.stdout.on("data", (chunk) => (out += chunk));
    const [code] = await once(reader, "close");
    assert.equal(code, 0, out);
    assert.deepEqual(JSON.parse(out), bodies);
  });
});
