/** What a caller may say beside the payload, where TypeScript did not look: JavaScript, a cast, a value of another system. */
import { found } from "../../options/judge.ts";
import type { PublishOptions } from "../ground/context.ts";
import { InvalidMessage } from "../ground/errors.ts";

interface Row {
  readonly is: (value: unknown) => boolean;
  readonly wanted: string;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

const rows: { readonly [Name in keyof Required<PublishOptions>]: Row } = {
  key: { is: (value) => isText(value) || value instanceof Uint8Array, wanted: "a text or bytes" },
  headers: { is: isObject, wanted: "an object" },
  address: { is: (value) => isText(value) && value !== "", wanted: "a text that is not empty" },
  parameters: { is: isObject, wanted: "an object" },
  correlationId: { is: isText, wanted: "a text" },
  priority: {
    is: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255,
    wanted: "a whole number from 0 to 255",
  },
};

/** @throws InvalidMessage for an option that no message could have */
export function judgeOptions(options: unknown): asserts options is PublishOptions | undefined {
  if (options === undefined) return;
  if (!isObject(options)) throw new InvalidMessage(`the options must be an object, not ${found(options)}`);
  const given = options as { readonly [name: string]: unknown };
  for (const [name, { is, wanted }] of Object.entries(rows))
    if (given[name] !== undefined && !is(given[name]))
      throw new InvalidMessage(`the option \`${name}\` must be ${wanted}, not ${found(given[name])}`, { code: "parameters" });
}
