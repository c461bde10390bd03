/** A process that writes an output and may be told to die of SIGKILL before its n-th change on disk. Bundled by the tests, so that it starts at once. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { OutputRequest } from "../../../src/compiler/output/output-request.ts";

const [requestFile = "", fatal = "0"] = process.argv.slice(2);
const request: OutputRequest = JSON.parse(fs.readFileSync(requestFile, "utf8"));

let changes = 0;
type Call = (...parameters: unknown[]) => unknown;
const table = fs as unknown as { [name: string]: Call };
for (const name of [
  "writeFileSync",
  "writeSync",
  "openSync",
  "renameSync",
  "linkSync",
  "copyFileSync",
  "mkdirSync",
  "rmSync",
  "rmdirSync",
  "chmodSync",
  "utimesSync",
]) {
  const original = table[name];
  if (original === undefined) throw new Error(name);
  table[name] = (...parameters) => {
    changes++;
    if (changes === Number(fatal)) process.kill(process.pid, "SIGKILL");
    return original(...parameters);
  };
}
syncBuiltinESMExports();

const { writeOutput } = await import("../../../src/compiler/output/write-output.ts");
process.stdout.write("start\n");
const report = await writeOutput(request);
process.stdout.write(`${JSON.stringify({ accepted: report.accepted, changes, codes: report.diagnostics.map(({ code }) => code) })}\n`);
