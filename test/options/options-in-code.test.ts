import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { boostGroups } from "../../src/options/boost.ts";
import { checkOptions, type OptionProblem } from "../../src/options/check.ts";
import { mergeOptions } from "../../src/options/merge.ts";
import type { ConsumeOptions } from "../../src/options/options.generated.ts";
import { Problems, processConfiguration } from "../../src/runtime/config/environment.ts";
import { optionProblems, type SubscriberOptions } from "../../src/runtime/config/subscriber-options.ts";
import type { ContractDefinition } from "../../src/runtime/ground/contract.ts";
import { retryOf } from "../../src/runtime/subscription/back-off.ts";
import { planSubscriptions } from "../../src/runtime/subscription/plan-subscriptions.ts";
import { silent } from "../runtime/engine-fixture.ts";
import { onOrder, contract as orders } from "../runtime/orders-contract.ts";

const told = (options: unknown): readonly string[] =>
  optionProblems("s", options as SubscriberOptions, { operations: ["onOrder"], servers: ["kafka"] }).map((problem) =>
    problem.replace('addSubscribers("s"): ', ""),
  );

const planProblems = (
  document: ConsumeOptions<never>,
  options: SubscriberOptions,
  server: "kafka" | "redis" = "kafka",
): readonly string[] => {
  const problems = new Problems();
  const contract: ContractDefinition = {
    ...orders,
    servers: { kafka: { key: "kafka", protocol: server, wireProtocol: server, host: "h" } },
    operations: [{ ...onOrder, options: document }],
  };
  const process = processConfiguration({}, problems);
  planSubscriptions({ app: "a", subscriber: "s", contract, options, process, environment: {}, log: silent }, problems);
  return problems.list;
};

describe("options in code are judged as those of the document are", () => {
  const longest = 2 ** 31 - 1;
  const cases: readonly { readonly given: unknown; readonly want: readonly string[] }[] = [
    {
      given: { redis: { minIdle: 1 } },
      want: [`option redis.minIdle must be a whole number of milliseconds from 1000 to ${longest}, not 1`],
    },
    { given: { redis: { minIdle: 1_000 } }, want: [] },
    {
      given: { retry: { maxInterval: longest + 1 } },
      want: [`option retry.maxInterval must be a whole number of milliseconds from 0 to ${longest}, not ${longest + 1}`],
    },
    {
      given: { retry: { initialInterval: 0.5 } },
      want: [`option retry.initialInterval must be a whole number of milliseconds from 0 to ${longest}, not 0.5`],
    },
    { given: { timeout: "30s" }, want: [`option timeout must be a whole number of milliseconds from 1 to ${longest}, not "30s"`] },
    { given: { timeout: Number.NaN }, want: [`option timeout must be a whole number of milliseconds from 1 to ${longest}, not NaN`] },
    { given: { ordering: "strict" }, want: ['option ordering must be `key` or `partition` or `none`, not "strict"'] },
    { given: { concurrency: 10_001 }, want: ["option concurrency must be a whole number from 1 to 10000, not 10001"] },
    { given: { retry: [] }, want: ["option retry must be an object, not a list"] },
    { given: { retry: { multiplier: Number.POSITIVE_INFINITY } }, want: ["option retry.multiplier must be a number from 1, not Infinity"] },
    { given: { deadLetter: true }, want: ["option deadLetter must be an address or false, not true"] },
    { given: { deadLetter: false, group: undefined }, want: [] },
    {
      given: { amqp: { arguments: { "x-max-length": {} } } },
      want: ["option amqp.arguments.x-max-length must be a text, a number, true or false, not an object"],
    },
    { given: { concurency: 1 }, want: ["there is no option `concurency`; did you mean `concurrency`?"] },
    { given: { kafka: { outOfRang: "stop" } }, want: ["option kafka: there is no `outOfRang`; did you mean `outOfRange`?"] },
    { given: { brokrs: {} }, want: ["there is no option `brokrs`; did you mean `brokers`?"] },
    {
      given: { operations: { onOrder: { retry: { attempts: 0 } } } },
      want: ["option operations.onOrder.retry.attempts must be a whole number from 1 to 1000, not 0"],
    },
    { given: { operations: { onOrder: 3 } }, want: ["option operations.onOrder must be an object, not 3"] },
  ];
  for (const { given, want } of cases) test(JSON.stringify(given), () => assert.deepEqual(told(given), want));
});

describe("what does not go together is refused wherever it was said", () => {
  const prefix = 'the operation "onOrder" cannot be consumed with these options: ';
  const shorter = `${prefix}\`maxInterval\` is shorter than \`initialInterval\`. Make it at least as long.`;
  test("a longest wait shorter than the first, in code", () =>
    assert.deepEqual(planProblems({}, { retry: { initialInterval: 2, maxInterval: 1 } }), [shorter]));
  test("as long as the first is long enough", () =>
    assert.deepEqual(planProblems({}, { retry: { initialInterval: 2, maxInterval: 2 } }), []));
  test("the first wait in the document, the longest in code", () =>
    assert.deepEqual(planProblems({ retry: { initialInterval: 2_000 } }, { retry: { maxInterval: 1_000 } }), [shorter]));
  test("code that mends what the document says", () =>
    assert.deepEqual(planProblems({ retry: { initialInterval: 2_000, maxInterval: 1_000 } }, { retry: { maxInterval: 3_000 } }), []));
  test("arguments of a queue that nobody makes", () =>
    assert.deepEqual(planProblems({}, { amqp: { arguments: { "x-max-length": 1 } } }), [
      `${prefix}Queue \`arguments\` are used when a queue is made, and with \`declare: check\` none is. Write \`declare: create\`, or leave the arguments out.`,
    ]));
  test("an order by an expression, and no order", () =>
    assert.match(planProblems({ orderBy: [] as never }, { ordering: "none" })[0] ?? "", /`orderBy` needs `ordering: key`, not `none`/));
  test("pub/sub concerns Redis only", () => {
    assert.deepEqual(planProblems({ redis: { kind: "pubsub" } }, {}), []);
    assert.match(planProblems({ redis: { kind: "pubsub" } }, {}, "redis")[0] ?? "", /delivers at most once/);
  });
});

test("a first wait longer than the longest one by default is not cut", () => {
  assert.deepEqual(
    [retryOf({ initialInterval: 60_000 }).maxInterval, retryOf().maxInterval, retryOf({ maxInterval: 5 }).maxInterval],
    [60_000, 30_000, 5],
  );
});

test("layers merge key by key, and what is undefined says nothing", () => {
  const layers = [
    { timeout: 1, retry: { attempts: 2, multiplier: 3 }, redis: { kind: "stream" } },
    { timeout: undefined, retry: { attempts: 4 }, deadLetter: false },
  ];
  assert.deepEqual(mergeOptions<object>(boostGroups.consume, layers), {
    timeout: 1,
    retry: { attempts: 4, multiplier: 3 },
    redis: { kind: "stream" },
    deadLetter: false,
  });
});

test("an environment variable of an option takes what the option takes", () => {
  const problems = new Problems();
  const { options } = processConfiguration({ BOOST_TIMEOUT: "500", BOOST_ATTEMPTS: "3", BOOST_CONCURRENCY: "1.5" }, problems);
  assert.deepEqual(options, { timeout: 500, retry: { attempts: 3 } });
  assert.deepEqual(problems.list, ['BOOST_CONCURRENCY is "1.5" but should be a whole number from 1 to 10000']);
});

test("an expression stands in the document only", () =>
  assert.match(told({ orderBy: "x" })[0] ?? "", /^there is no option `orderBy`; it knows group,/));

test("templates and schemas of the document have no form in code", () => {
  const kinds = checkOptions([{ name: "a", kind: "template", description: "" }], { a: "x" }).map((problem: OptionProblem) => problem.kind);
  assert.deepEqual(kinds, ["type"]);
});
