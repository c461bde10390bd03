import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pino } from "pino";
import { z } from "zod";
import { InvalidMessage, RejectMessage } from "../../src/runtime/ground/errors.ts";
import { childLogger, isWritten, jsonLogger, type Logger, standardLogger } from "../../src/runtime/ground/log.ts";
import { textLogger } from "../../src/runtime/ground/text-log.ts";
import { createTestApp } from "../../src/testing/index.ts";
import { contract } from "./orders-contract.ts";

type Line = { readonly [field: string]: unknown };

function collecting(): { readonly lines: Line[]; readonly write: (line: string) => void } {
  const lines: Line[] = [];
  return { lines, write: (line) => void lines.push(JSON.parse(line)) };
}

describe("the log", () => {
  test("pino is a logger as it is: levels, fields, errors", async () => {
    const { lines, write } = collecting();
    const logger: Logger = pino({ level: "info", base: null }, { write });
    const onOrder = {
      orderCreated: () => Promise.reject(new RejectMessage("not today")),
      orderCancelled: async () => {},
    };
    const app = await createTestApp(contract, { onOrder }, { logger });
    const body = { type: "order.created", order_id: "1", customer_id: "c", items: [{ sku: "s", quantity: 1, price: 1 }], total: 1 };
    await app.publishRaw("orders.v1", JSON.stringify(body));
    await app.stop();
    const letter = lines.find(({ msg }) => String(msg).startsWith("dead-lettered"));
    assert.equal(letter?.["level"], 50, JSON.stringify(lines));
    assert.match(JSON.stringify(letter), /not today/);
  });

  test("one JSON object a line; errors with their cause, numbers that JSON does not have as text", () => {
    const { lines, write } = collecting();
    jsonLogger(write).warn({ error: new Error("outer", { cause: new Error("inner") }), big: 2n ** 70n }, "something");
    const [line] = lines;
    assert.deepEqual([line?.["level"], line?.["message"], line?.["big"]], ["warn", "something", String(2n ** 70n)]);
    assert.match(JSON.stringify(line?.["error"]), /outer.*inner/);
  });

  test("no character of a message moves the cursor of who reads the JSON at a terminal, and none is changed", () => {
    let text = "";
    const odd = "\u001b[2J\u009b2J\u007f\u202eabc\u2066\u2028";
    jsonLogger((line) => {
      text = line;
    }).info({ odd }, odd);
    assert.match(text, /^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*\n$/u);
    const { message, odd: field } = JSON.parse(text) as { readonly [name: string]: unknown };
    assert.deepEqual([message, field], [odd, odd]);
  });

  test("what a logger does not write, its children do not put together", () => {
    let asked = 0;
    const debug = (): void => {
      asked += 1;
    };
    const quiet = childLogger({ ...jsonLogger(() => {}), debug }, {}, "info");
    const child = childLogger(quiet, { own: 1 });
    child.debug({}, "not heard");
    assert.deepEqual(
      [isWritten(child, "debug"), isWritten(child, "info"), isWritten(childLogger(quiet, {}, "error"), "info")],
      [false, true, false],
    );
    assert.equal(asked, 0);
  });

  test("a level of its own for each group, and its fields on every line", () => {
    const { lines, write } = collecting();
    const base = jsonLogger(write);
    childLogger(base, { group: "quiet" }, "error").info({}, "not heard");
    childLogger(base, { group: "loud" }, "debug").debug({ own: 1 }, "heard");
    assert.deepEqual(
      lines.map(({ group, own, message }) => [group, own, message]),
      [["loud", 1, "heard"]],
    );
  });

  test("plain JavaScript may say a text alone, an error alone, or the text first: nothing is lost", () => {
    const { lines, write } = collecting();
    const { info } = childLogger(childLogger(jsonLogger(write), { app: "a" }), { id: 1 }) as unknown as {
      info(...words: unknown[]): void;
    };
    info("alone");
    info("first", { own: 1 });
    info("two", "texts");
    info(new Error("broken"));
    info({ own: 2 });
    info({ own: 3 }, 4);
    info(undefined);
    info(null, "nothing");
    assert.deepEqual(
      lines.map(({ message, own, app, id }) => [message, own, app, id]),
      [
        ["alone", undefined, "a", 1],
        ["first", 1, "a", 1],
        ["two texts", undefined, "a", 1],
        ["broken", undefined, "a", 1],
        ["", 2, "a", 1],
        ["4", 3, "a", 1],
        ["undefined", undefined, "a", 1],
        ["null nothing", undefined, "a", 1],
      ],
    );
    assert.match(JSON.stringify(lines[3]?.["error"]), /Error: broken|"broken"/);
  });

  test("a logger that throws, or whose promise is refused, changes nothing", async () => {
    const refused: unknown[] = [];
    const note = (reason: unknown): void => void refused.push(reason);
    process.on("unhandledRejection", note);
    const throwing = childLogger({ ...console, info: () => assert.fail("broken") }, {});
    const later = childLogger({ ...console, info: () => Promise.reject(new Error("broken")) }, {});
    throwing.info({}, "x");
    later.info({}, "x");
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    assert.deepEqual(refused, []);
  });
});

describe("fields of a user's never take the place of what a line says", () => {
  const line = (call: (log: Logger) => void): Line => {
    const { lines, write } = collecting();
    call(jsonLogger(write));
    return lines[0] ?? {};
  };
  test("message, level and time", () => {
    const { time, ...said } = line((log) => log.info({ message: "theirs", level: "fatal", time: 0, task: "7" }, "ours"));
    assert.match(String(time), /^\d{4}-/);
    assert.deepEqual(said, { level: "info", message: "ours", message_: "theirs", level_: "fatal", time_: 0, task: "7" });
  });
  test("the name of the message that a handler is at stands beside its text", async () => {
    const { lines, write } = collecting();
    const onOrder = {
      orderCreated: async (_: unknown, { log }: { readonly log: Logger }) => log.info({ task: "7" }, "started"),
      orderCancelled: async () => {},
    };
    const app = await createTestApp(contract, { onOrder }, { logger: jsonLogger(write) });
    await app.publish.orderCreated({ type: "order.created", order_id: "1", total: 1 });
    await app.stop();
    const own = lines.find(({ task }) => task === "7");
    assert.deepEqual([own?.["message"], own?.["received"]], ["started", "orderCreated"]);
  });
});

describe("a log for a person", () => {
  const printed = (call: (log: Logger) => void): string => {
    let text = "";
    call(
      textLogger((line) => {
        text += line;
      }),
    );
    return text;
  };
  const rows: readonly { readonly title: string; readonly call: (log: Logger) => void; readonly want: RegExp }[] = [
    { title: "time, level, text", call: (log) => log.info({}, "source resumed"), want: /^\d\d:\d\d:\d\d INFO {2}source resumed\n$/ },
    {
      title: "a user's fields, and few of ours",
      call: (log) => log.warn({ app: "a", operation: "onOrder", key: "k", position: "p", attempt: 2, task: "x y" }, "text"),
      want: /WARN {2}text task="x y" operation=onOrder key=k\n$/,
    },
    {
      title: "names of what has one",
      call: (log) => log.info({ workers: ["w1", "w2"], subscribers: [{ name: "s", more: {} }] }, "configuration"),
      want: /workers=w1,w2 subscribers=s\n$/,
    },
    {
      title: "a stack below an error",
      call: (log) => log.error({ error: new Error("boom") }, "failed"),
      want: /ERROR failed\n {4}at .*log\.test/,
    },
    { title: "no stack below a warning", call: (log) => log.warn({ error: new Error("boom") }, "failed"), want: /WARN {2}failed\n$/ },
    {
      title: "text that would move the cursor",
      call: (log) => log.info({ a: "x\u001b[2Jy" }, "one\ntwo\u202e"),
      want: /INFO {2}one two\\u202e a=x\\u001b\[2Jy\n$/,
    },
  ];
  for (const { title, call, want } of rows) test(title, () => assert.match(printed(call), want));
  test("at a terminal, unless somebody wants JSON; elsewhere JSON, unless somebody wants text", () => {
    const write = (format: string | undefined, isTTY: boolean): string => {
      let text = "";
      standardLogger(format, {
        isTTY,
        write: (line) => {
          text += line;
        },
      }).info({}, "x");
      return text.startsWith("{") ? "json" : "text";
    };
    assert.deepEqual(
      [write(undefined, true), write("json", true), write(undefined, false), write("text", false)],
      ["text", "json", "json", "text"],
    );
  });
});

describe("what became of each message", () => {
  const ran = async (created: () => Promise<void>): Promise<readonly Line[]> => {
    const { lines, write } = collecting();
    const app = await createTestApp(
      contract,
      { onOrder: { orderCreated: created, orderCancelled: async () => {} } },
      { logger: jsonLogger(write), environment: { BOOST_LOG_LEVEL: "debug" } },
    );
    await app.publish.orderCreated({ type: "order.created", order_id: "1", total: 1 });
    await app.stop();
    return lines.filter(({ outcome }) => outcome !== undefined);
  };
  test("is one line at debug, with how long it took", async () => {
    const [line, ...more] = await ran(async () => {});
    assert.deepEqual([line?.["level"], line?.["outcome"], typeof line?.["milliseconds"], more.length], ["debug", "handled", "number", 0]);
    assert.match(String(line?.["message"]), /^handled after \d+ ms$/);
    const [refused] = await ran(() => Promise.reject(new RejectMessage("no")));
    assert.equal(refused?.["outcome"], "dead-lettered");
  });
});

test("a refused value of an enum of thousands makes a line of a few hundred bytes", () => {
  const found = z.enum(Array.from({ length: 6_000 }, (_, index) => `value-number-${index}`)).safeParse("none");
  assert.ok(!found.success && found.error.message.length > 80_000);
  const issues = found.error.issues.map(({ code, message, path }) => ({ code, message, path: path.map(String) }));
  const error = new InvalidMessage(`not a valid Order: ${issues[0]?.message}`, { issues });
  let text = "";
  jsonLogger((line) => {
    text += line;
  }).error({ error, issues: error.issues }, `dead-lettered: ${error.message}`);
  assert.ok(text.length < 6_000, String(text.length));
  assert.match(error.issues[0]?.message ?? "", /characters more/);
});
