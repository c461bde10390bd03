import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { waitFor } from "../services/index.ts";
import { fromSource, root } from "./program.ts";

test("at a real terminal try takes what is typed and pasted, in colours and 80 columns, and ends with Ctrl-D", {
  timeout: 240_000,
}, async (context) => {
  const words = [process.execPath, ...fromSource(["try", "specs/orders.yaml"])].map((word) => `'${word}'`).join(" ");
  // Of util-linux: gives the program a terminal of its own, and what is written here is typed there.
  const child = spawn("script", ["-qfec", `stty cols 80; exec ${words}`, "/dev/null"], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: "xterm-256color" },
  });
  context.after(() => child.kill("SIGKILL"));
  const ended = once(child, "close");
  let shown = "";
  child.stdout.on("data", (chunk) => (shown += chunk));
  const until = (pattern: RegExp): Promise<void> =>
    waitFor(async () => assert.match(shown, pattern), { giveUp: () => (child.exitCode === null ? undefined : new Error(shown)) });
  await until(/Ctrl-D ends\.[^>]*> /);
  const begin = shown;
  child.stdin.write('{"type":"order.cancelled","order_id":"o-7",\r"reason":"fraud"}\r');
  await until(/"order-o-7" cancel[^>]*> /);
  child.stdin.write("OrderCreated {}\rOrderCreated\r");
  await until(/dead letter[^]*duplicate[^>]*> /);
  child.stdin.write("\u0004");
  // 1, because a typed message was a dead letter.
  assert.deepEqual((await ended)[0], 1, shown);
  assert.match(begin, /\u001b\[32mstarted {4}\u001b\[39m OrderWorkflow "order-o-1001"/);
  for (const line of shown.replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, "").split(/\r?\n/)) assert.ok([...line].length <= 80, line);
});
