import {
  annotation,
  type Code,
  code,
  docComment,
  fileRef,
  lines,
  literal,
  members,
  numberLiteral,
  propertyKey,
  reexport,
  type SourceFile,
  stringLiteral,
} from "../code/index.ts";
import type { Contract, Message, Operation } from "../model/index.ts";
import { array, constant, type Emission, messageRef, record, runtimeType } from "./emission.ts";
import { sentTypes } from "./message-types.ts";
import { contractComment } from "./notes.ts";
import { operationRef } from "./operations.ts";
import { isAsking } from "./requests.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { serversValue } from "./servers.ts";
import { workflowTypes } from "./workflows.ts";

export const contractRef: Code = fileRef("index", "contract");

/** Of the shape in boost-gen/runtime. */
const format = 1;

/** `index.ts`: the contract that `addSubscribers` takes, and every type of the document under one roof. */
export function emitContract(contract: Contract, emission: Emission): SourceFile {
  const { scope, print } = emission;
  const { operations } = contract;
  const statements = [
    annotation(handlersInterface(operations)),
    annotation(incomingInterface(incomingOf(operations), scope)),
    contractConstant(contract),
    annotation(lines(reexports(contract, print.extension))),
  ];
  return { path: "index", statements, declared: ["contract", "ContractHandlers", "Incoming"] };
}

function handlersInterface(operations: readonly Operation[]): Code {
  const receiving = operations.filter(({ action }) => action === "receive");
  const properties = receiving.map(
    (operation) => code`readonly ${propertyKey(operation.name)}: ${fileRef("operations", operation.typeName, { typeOnly: true })}`,
  );
  const doc = docComment("One object of handlers per receiving operation; the type of what `handlers/index.ts` exports.");
  return lines([
    doc,
    properties.length === 0
      ? code`export type ContractHandlers = object;`
      : code`export interface ContractHandlers ${members(code``, properties, { broken: true })}`,
  ]);
}

interface IncomingEntry {
  readonly member: string;
  readonly operation: Operation;
  readonly message: Message;
}

function incomingOf(operations: readonly Operation[]): readonly IncomingEntry[] {
  return operations.flatMap((operation) =>
    operation.messages.flatMap(({ message, incoming }) => (incoming === undefined ? [] : [{ member: incoming, operation, message }])),
  );
}

function incomingInterface(incoming: readonly IncomingEntry[], scope: SchemaScope): Code {
  const properties = incoming.map(
    ({ member, message }) => code`readonly ${propertyKey(member)}: ${runtimeType("IncomingMessage")}<${sentTypes(message, scope)}>`,
  );
  const type = members(code``, properties, { broken: true });
  return lines([
    docComment("What a test sends."),
    properties.length === 0 ? code`export type Incoming = object;` : code`export interface Incoming ${type}`,
  ]);
}

function contractConstant(contract: Contract): Code {
  const { temporal, operations } = contract;
  const place = (operation: Operation, message: IncomingEntry["message"]): Code =>
    record([
      ["operation", operationRef(operation)],
      ["message", messageRef(message)],
    ]);
  const publishers = operations.flatMap((operation) =>
    operation.messages.flatMap(({ message, publisher }) =>
      publisher === undefined ? [] : [[publisher, place(operation, message)] as const],
    ),
  );
  const types = members(code``, [
    code`handlers: ContractHandlers`,
    code`publish: ${fileRef("operations", "Publish", { typeOnly: true })}`,
    ...(operations.some(isAsking) ? [code`request: ${fileRef("operations", "Requests", { typeOnly: true })}`] : []),
    code`workflows: ${fileRef("workflows", "Workflows", { typeOnly: true })}`,
    code`incoming: Incoming`,
  ]);
  const value = record(
    [
      ["format", numberLiteral(format)],
      ["name", stringLiteral(contract.name)],
      ["title", stringLiteral(contract.title)],
      ["version", stringLiteral(contract.version)],
      ["app", contract.app === undefined ? undefined : stringLiteral(contract.app)],
      ["role", stringLiteral(contract.role)],
      ["servers", serversValue(contract.servers)],
      ["operations", array(operations.map(operationRef))],
      ["publishers", record(publishers)],
      ["incoming", record(incomingOf(operations).map(({ member, operation, message }) => [member, place(operation, message)]))],
      ["temporal", temporal === undefined ? undefined : literal({ ...temporal })],
    ],
    { broken: true },
  );
  return lines([contractComment(contract), constant(contractRef, code`${runtimeType("ContractDefinition")}<${types}>`, value)]);
}

/** `export type { Publish, … } from "./operations.js"`, and each schema with its validator. */
function reexports({ operations, workflows, schemas }: Contract, extension: string): readonly Code[] {
  const receiving = operations.filter(({ action }) => action === "receive");
  const files = new Map<string, string[]>();
  for (const { file, name } of schemas) files.set(file, [...(files.get(file) ?? []), name]);
  return [
    exportsOf("operations", [...receiving.map(({ typeName }) => typeName), "Publish", ...(operations.some(isAsking) ? ["Requests"] : [])], {
      extension,
      typeOnly: true,
    }),
    exportsOf("workflows", [...workflowTypes(workflows), "Workflows"], { extension, typeOnly: true }),
    ...[...files].flatMap(([file, names]) => {
      const inputs = schemas.flatMap((schema) => (schema.file === file ? (schema.inputName ?? []) : []));
      return [
        exportsOf(file, names, { extension, typeOnly: false }),
        ...(inputs.length === 0 ? [] : [exportsOf(file, inputs, { extension, typeOnly: true })]),
      ];
    }),
  ];
}

interface Exported {
  readonly extension: string;
  readonly typeOnly: boolean;
}

function exportsOf(file: string, names: readonly string[], { extension, typeOnly }: Exported): Code {
  return reexport({ names: [...names].sort(), from: `./${file}${extension}`, typeOnly });
}
