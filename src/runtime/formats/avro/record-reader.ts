import type { Cursor } from "./cursor.ts";
import { passing } from "./fault.ts";
import type { Read } from "./scalars.ts";

/** What a record is read by: in the order of the bytes, then what no bytes say. */
export interface RecordSteps {
  /** `isKept`: its value becomes the field `name`; else it is only passed over. */
  readonly written: readonly { readonly name: string; readonly read: Read; readonly isKept: boolean }[];
  readonly absent: readonly { readonly name: string; readonly make: () => unknown }[];
}

/**
 * A record whose fields are written out reads six times as fast as one that is filled in a loop, because the engine knows its shape. The code that
 * is made consists of numbers and of the names of the document's own fields as JSON texts; where no code may be made, the loop does the same.
 */
export function recordReader(steps: RecordSteps): Read {
  const inside = writtenOut(steps) ?? inLoop(steps);
  return (cursor) => {
    cursor.enter();
    const record = inside(cursor);
    cursor.leave();
    return record;
  };
}

/** More fields than this are better off in a loop. */
const mostFields = 100;

type Make = (reads: readonly Read[], makes: readonly (() => unknown)[], names: readonly string[], pass: typeof passing) => Read;

function writtenOut({ written, absent }: RecordSteps): Read | undefined {
  if (written.length + absent.length > mostFields) return undefined;
  const lines = written.map(({ isKept }, at) => `at = ${at}; ${isKept ? `const v${at} = ` : ""}r${at}(cursor);`);
  const fields = [
    ...written.flatMap(({ name, isKept }, at) => (isKept ? [{ name, value: `v${at}` }] : [])),
    ...absent.map(({ name }, at) => ({ name, value: `m${at}()` })),
  ];
  const source = [
    `const [${written.map((_, at) => `r${at}`).join(", ")}] = reads;`,
    `const [${absent.map((_, at) => `m${at}`).join(", ")}] = makes;`,
    ...constructorOf(fields),
    "return (cursor) => {",
    "let at = 0;",
    "try {",
    ...lines,
    `return ${madeOf(fields)};`,
    "} catch (error) { pass(error, names[at]); }",
    "};",
  ].join("\n");
  try {
    const make = new Function("reads", "makes", "names", "pass", source) as Make;
    return make(
      written.map(({ read }) => read),
      absent.map(({ make: value }) => value),
      written.map(({ name }) => name),
      passing,
    );
  } catch {
    return undefined;
  }
}

type Field = { readonly name: string; readonly value: string };

/**
 * Records come from a constructor and look as if they came from a literal. Of a literal the engine counts how many outlive a collection, and when it
 * looks while it marks, all of them seem to: it makes them long-lived from then on, and a message costs three quarters more until the process ends.
 * It befell one process in six, and every second one on a busy machine; `npm run bench:runtime -- avro`.
 */
function constructorOf(fields: readonly Field[]): readonly string[] {
  const names = fields.map((_, at) => `f${at}`);
  const assignments = fields.map(({ name }, at) => `this[${JSON.stringify(name)}] = f${at};`);
  return [`function Shape(${names.join(", ")}) { ${assignments.join(" ")} }`, "Shape.prototype = Object.prototype;"];
}

/** A name that every object has could not be assigned where somebody has frozen `Object.prototype`. */
function madeOf(fields: readonly Field[]): string {
  if (fields.some(({ name }) => name in Object.prototype))
    return `{ ${fields.map(({ name, value }) => `${JSON.stringify(name)}: ${value}`).join(", ")} }`;
  return `new Shape(${fields.map(({ value }) => value).join(", ")})`;
}

/** For those who forbid code made of text. */
export function inLoop({ written, absent }: RecordSteps): Read {
  return (cursor: Cursor) => {
    const record: { [name: string]: unknown } = {};
    let at = "";
    try {
      for (const { name, read, isKept } of written) {
        at = name;
        const value = read(cursor);
        if (isKept) record[name] = value;
      }
    } catch (error) {
      passing(error, at);
    }
    for (const { name, make } of absent) record[name] = make();
    return record;
  };
}
