#!/usr/bin/env node
import { nodeProblem } from "./node-floor.ts";

// The program is loaded behind this check: an older Node would end in an error of syntax before it could say why.
const problem = nodeProblem(process.versions.node);
if (problem === undefined) await import("./program.ts");
else {
  process.stderr.write(`error: ${problem}\n`);
  process.exitCode = 2;
}
