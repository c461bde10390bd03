/** A process that writes an output and may be told to die of SIGKILL before its n-th change on disk. Bundled by the tests, so that it starts at once. */
import fs from "node:fs";
import type { OutputRequest } from "../../../src/compiler/output/output-request.ts";
import { dieBefore } from "./die-before.ts";

const [requestFile = "", fatal = "0"] = process.argv.slice(2);
const request: OutputRequest = JSON.parse(fs.readFileSync(requestFile, "utf8"));

const changes = dieBefore(Number(fatal));
const { writeOutput } = await import("../../../src/compiler/output/write-output.ts");
process.stdout.write("start\n");
const report = await writeOutput(request);
process.stdout.write(
  `${JSON.stringify({ accepted: report.accepted, changes: changes(), codes: report.diagnostics.map(({ code }) => code) })}\n`,
);
