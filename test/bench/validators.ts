/**
 * Generated validators beside what a person would write with zod alone, same shape, same values, in turn.
 * `node --import tsx test/bench/validators.ts`; exit code 1 when one is slower than 0.95 of its rival.
 */
import { z } from "zod";
import { compileSchema, runSchemas } from "../compiler/schemas/compile-schemas.ts";
import { plainDocument } from "../compiler/schemas/plain-node.ts";

interface Contest {
  readonly name: string;
  readonly schema: unknown;
  readonly written: { safeParse(value: unknown): { readonly success: boolean } };
  readonly value: unknown;
}

const item = {
  type: "object",
  required: ["sku", "quantity", "price"],
  properties: { sku: { type: "string", maxLength: 40 }, quantity: { type: "integer", minimum: 1 }, price: { type: "number", minimum: 0 } },
};
const itemZod = z.looseObject({ sku: z.string().max(40), quantity: z.int().min(1), price: z.number().min(0) });

const contests: readonly Contest[] = [
  {
    name: "order with three lines",
    schema: {
      type: "object",
      required: ["type", "order_id", "customer_id", "items", "total"],
      properties: {
        type: { const: "order.created" },
        order_id: { type: "string", pattern: "^[A-Za-z0-9-]{1,64}$" },
        customer_id: { type: "string", minLength: 1 },
        items: { type: "array", minItems: 1, items: item },
        total: { type: "number", minimum: 0 },
        express: { type: "boolean" },
        status: { enum: ["new", "paid", "sent"] },
      },
    },
    written: z.looseObject({
      type: z.literal("order.created"),
      order_id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/u),
      customer_id: z.string().min(1),
      items: z.array(itemZod).min(1),
      total: z.number().min(0),
      express: z.boolean().optional(),
      status: z.enum(["new", "paid", "sent"]).optional(),
    }),
    value: {
      type: "order.created",
      order_id: "o-1001",
      customer_id: "c-42",
      items: [1, 2, 3].map((quantity) => ({ sku: "tea-green", quantity, price: 4.5 })),
      total: 27,
      status: "paid",
    },
  },
  {
    name: "flat, ten texts",
    schema: {
      type: "object",
      properties: Object.fromEntries([..."abcdefghij"].map((key) => [key, { type: "string", minLength: 2, maxLength: 200 }])),
    },
    written: z.looseObject(Object.fromEntries([..."abcdefghij"].map((key) => [key, z.string().min(2).max(200).optional()]))),
    value: Object.fromEntries([..."abcdefghij"].map((key) => [key, `value of ${key}`])),
  },
  {
    name: "choice by a constant",
    schema: {
      oneOf: ["a", "b", "c"].map((kind) => ({
        type: "object",
        required: ["kind"],
        properties: { kind: { const: kind }, [kind]: { type: "string" } },
      })),
    },
    written: z.discriminatedUnion("kind", [
      z.looseObject({ kind: z.literal("a"), a: z.string().optional() }),
      z.looseObject({ kind: z.literal("b"), b: z.string().optional() }),
      z.looseObject({ kind: z.literal("c"), c: z.string().optional() }),
    ]),
    value: { kind: "c", c: "x" },
  },
  {
    name: "base and more (allOf)",
    schema: {
      allOf: [
        { type: "object", required: ["id"], properties: { id: { type: "string" } } },
        { type: "object", properties: { tags: { type: "array", items: { type: "string" }, uniqueItems: true } } },
      ],
    },
    written: z.intersection(
      z.looseObject({ id: z.string() }),
      z.looseObject({
        tags: z
          .array(z.string())
          .refine((tags) => new Set(tags).size === tags.length)
          .optional(),
      }),
    ),
    value: { id: "1", tags: ["a", "b", "c"] },
  },
  {
    name: "map of numbers",
    schema: { type: "object", additionalProperties: { type: "number" } },
    written: z.record(z.string(), z.number()),
    value: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, index])),
  },
];

const rounds = 15;
const milliseconds = 60;

function rate(run: () => void): number {
  let count = 0;
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    for (let index = 0; index < 50; index++) run();
    count += 50;
  }
  return count / milliseconds;
}

const workspace = await runSchemas(contests.map((contest) => compileSchema(plainDocument(contest.schema))));
let slow = false;
for (const [index, { name, written, value }] of contests.entries()) {
  const ours = workspace.validators[index];
  if (ours?.safeParse(value).success !== true || !written.safeParse(value).success)
    throw new Error(`The value of "${name}" must be valid for both.`);
  // In turn, and the best round of each: other work on the machine only ever makes a round slower.
  const [mine, theirs] = [[0], [0]];
  for (let round = 0; round < rounds; round++) {
    mine.push(rate(() => void ours.safeParse(value)));
    theirs.push(rate(() => void written.safeParse(value)));
  }
  const ratio = Math.max(...mine) / Math.max(...theirs);
  slow ||= ratio < 0.95;
  console.log(`${ratio.toFixed(2)} × hand-written   ${Math.round(Math.max(...mine)).toLocaleString("en")} values/ms   ${name}`);
}
await workspace.remove();
if (slow) process.exitCode = 1;
