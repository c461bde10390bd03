import { loadDocument } from "../../../src/compiler/document/index.ts";

// Loads one document and prints what it took; the test gives the process a time limit.

const before = process.cpuUsage();
const { diagnostics } = await loadDocument(process.argv[2] ?? "");
const { user, system } = process.cpuUsage(before);
const codes = [...new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code))];
console.log(JSON.stringify({ codes, milliseconds: (user + system) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }));
