import type { ContractDefinition, MessageDefinition } from "boost-gen/tools";
import type { Contract, JsonValue, Message, Operation, Schema } from "../../compiler/model/index.ts";
import type { Locate } from "../changes/locate.ts";
import { variableOf } from "./in-memory.ts";
import { madeValue } from "./made-value.ts";
import type { Sending } from "./trial.ts";

/** One message to be tried: an example of the document, or one that was made. */
export interface Specimen {
  /** `example "two-items"`, `made up`. */
  readonly title: string;
  /** Where the document has it, or where an example belongs: `specs/orders.yaml:105:11`. */
  readonly place: string;
  readonly payload: unknown;
  readonly sending: Sending;
}

/** A message of an operation, with what there is to try. */
export interface Tried {
  readonly operation: ContractDefinition["operations"][number];
  readonly message: MessageDefinition;
  /** Member of `contract.incoming`, or of `contract.publishers` for what is sent. */
  readonly member: string;
  /** Empty: no value is found that fits. */
  readonly specimens: readonly Specimen[];
  readonly place: string;
}

export interface Sources {
  readonly contract: ContractDefinition;
  readonly model: Contract;
  readonly locate: Locate;
  /** Whose BOOST_PARAMETER_… say which addresses are read. */
  readonly environment?: Environment;
}

type Environment = { readonly [name: string]: string | undefined };

/** Every message that is received, or else sent, in the order of the document. */
export function specimens(action: "receive" | "send", { contract, model, locate, environment = {} }: Sources): readonly Tried[] {
  const declarations = new Map(model.schemas.map(({ id, schema }): readonly [string, Schema] => [id, schema]));
  return model.operations
    .filter((operation) => operation.action === action)
    .flatMap((operation) =>
      operation.messages.flatMap(({ message, incoming, publisher }) => {
        const member = action === "receive" ? incoming : publisher;
        const entry = member === undefined ? undefined : (action === "receive" ? contract.incoming : contract.publishers)[member];
        if (member === undefined || entry === undefined) return [];
        const at = (rest: string): string => placeText(locate(`${message.id}${rest}`));
        const around = { ...entry, declarations, parameters: parametersOf(operation, environment) };
        return [{ ...entry, member, place: at(""), specimens: specimensOf(message, around, at) }];
      }),
    );
}

export function placeText({ file, line, column }: ReturnType<Locate>): string {
  return `${file}:${line}:${column}`;
}

type Entry = ContractDefinition["incoming"][string];

interface Around extends Entry {
  readonly declarations: ReadonlyMap<string, Schema>;
  readonly parameters: { readonly [name: string]: string };
}

function specimensOf(model: Message, around: Around, at: (rest: string) => string): readonly Specimen[] {
  const { examples } = model;
  const written = examples.flatMap(({ name, payload, headers }, index): Specimen[] => {
    const value = payload ?? madePayload(model, around);
    if (value === undefined) return [];
    const title = `example ${name === undefined ? index + 1 : JSON.stringify(name)}`;
    return [{ title, place: at(`/examples/${index}`), payload: value, sending: sendingOf(headers, model, around) }];
  });
  if (written.length > 0) return written;
  const payload = madePayload(model, around);
  return payload === undefined ? [] : [{ title: "made up", place: at(""), payload, sending: sendingOf(undefined, model, around) }];
}

function madePayload(model: Message, { message, operation, declarations }: Around): unknown {
  if (model.body === "bytes") return new Uint8Array([1, 2, 3]);
  const { channel } = operation;
  // Where only the validators tell messages apart, a value that two of them take is no good.
  const others =
    channel.dispatch.by === "trial" && channel.dispatch.mode === "exact"
      ? Object.values(channel.messages).filter((each) => each !== message)
      : [];
  return made(model.payload, declarations, (value) => {
    return message.payload.safeParse(value).success && !others.some((other) => other.payload.safeParse(value).success);
  });
}

function made(schema: Schema, declarations: ReadonlyMap<string, Schema>, fits: (value: JsonValue) => boolean): JsonValue | undefined {
  for (const whole of [true, false])
    for (let turn = 0; turn < 4; turn += 1) {
      const value = madeValue(schema, { declarations, whole, turn });
      if (value !== undefined && fits(value)) return value;
    }
  return undefined;
}

type Scalar = string | number | boolean;

function sendingOf(given: JsonValue | undefined, model: Message, { message, declarations, parameters }: Around): Sending {
  const described = model.headers;
  const invented =
    given === undefined && described !== undefined
      ? made(described, declarations, (value) => message.headers?.safeParse(value).success ?? true)
      : given;
  const headers = Object.entries(invented ?? {}).filter((entry): entry is [string, Scalar] => isScalar(entry[1]));
  return { headers: Object.fromEntries(headers), parameters };
}

function isScalar(value: unknown): value is Scalar {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** Of the address, as far as the message itself does not have them. */
function parametersOf({ channel }: Operation, environment: Environment): { readonly [name: string]: string } {
  const open = channel.parameters.filter(({ location, default: otherwise }) => location === undefined && otherwise === undefined);
  const read = (key: string): string | undefined => environment[variableOf(key)]?.split(",")[0]?.trim() || undefined;
  return Object.fromEntries(open.map(({ key, enum: values }) => [key, read(key) ?? values[0] ?? key]));
}
