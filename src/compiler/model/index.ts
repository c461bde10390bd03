export { addressedOn, addressesOf, addressOn } from "./address.ts";
export type { BindingValue } from "./binding.ts";
export type { Channel, Dispatch, Parameter } from "./channel.ts";
export type { Contract, Role } from "./contract.ts";
export { cyclesIn } from "./cycles.ts";
export type { Expression, Template, TextType, ValueTemplate } from "./expression.ts";
export type { Info } from "./info.ts";
export type { Message, Wire } from "./message.ts";
export type { ExternalDocs, Notes } from "./notes.ts";
export type { ConsumeOptions, Operation, OperationMessage, Reply } from "./operation.ts";
export { registryUrlOf, serversOf, usesRegistry } from "./registry.ts";
export type {
  AllOfSchema,
  ArrayAssertions,
  ArraySchema,
  Dependency,
  DiscriminatedSchema,
  EnumSchema,
  FormatMode,
  IfTypeSchema,
  JsonType,
  JsonValue,
  NumberSchema,
  ObjectAssertions,
  ObjectSchema,
  Pattern,
  Property,
  RefinedSchema,
  Schema,
  SchemaCheck,
  SchemaDeclaration,
  StringSchema,
  TupleSchema,
  UnionSchema,
} from "./schema.ts";
export { referencesIn, schemasIn } from "./schema-parts.ts";
export type { Protocol, SecurityScheme, Server, ServerVariable } from "./server.ts";
export type { Workflow, WorkflowAction, WorkflowCall, WorkflowRule } from "./workflow.ts";
