export type { BindingValue } from "./binding.ts";
export type { Channel, Dispatch, DispatchCase, Parameter } from "./channel.ts";
export type { Contract, Role } from "./contract.ts";
export type { Expression, Template, ValueTemplate } from "./expression.ts";
export type { Message } from "./message.ts";
export type { ConsumeOptions, Operation, OperationMessage, Reply } from "./operation.ts";
export type { JsonValue, Schema, SchemaDeclaration, SchemaReference } from "./schema.ts";
export type { Protocol, SecurityScheme, Server, ServerVariable } from "./server.ts";
export type { Workflow, WorkflowAction, WorkflowRule } from "./workflow.ts";
