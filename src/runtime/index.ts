/** `boost-gen/runtime`: all that generated code and user code import. It only grows. */

export type { AppOptions, ExecContext, PublisherOptions } from "./app/registered.ts";
export { BoostApp } from "./app.ts";
export type { OperationOptions, ServerOptions, SubscriberOptions } from "./config/subscriber-options.ts";
export { type Variable, variables } from "./config/variables.ts";
export type {
  DeliveryView,
  HandlerContext,
  IncomingMessage,
  Publisher,
  PublishOptions,
  SignalCall,
  StartCall,
  StartOverrides,
  StartResult,
  UpdateCall,
} from "./context.ts";
export type {
  Bindings,
  ChannelDefinition,
  ConsumeOptions,
  ContractDefinition,
  ContractTypes,
  DispatchDefinition,
  Expression,
  Json,
  MessageDefinition,
  OperationDefinition,
  RetryOptions,
  ServerDefinition,
  Template,
  ValueTemplate,
  WorkflowRuleDefinition,
} from "./contract.ts";
export {
  ConfigurationError,
  ConnectionError,
  type FailureKind,
  FatalError,
  failureKinds,
  HandlerTimeout,
  type InvalidCode,
  InvalidMessage,
  PauseSource,
  RejectMessage,
  TransientFailure,
} from "./errors.ts";
export type { Logger, LogLevel } from "./log.ts";
export {
  type Builder,
  type Builders,
  type Check,
  type CheckPayload,
  type Issue,
  type JsonWords,
  json,
  type Scalar,
  type Shape,
  type ValidationError,
  type ValidationIssue,
  type Validator,
  z,
} from "./schema/index.ts";
export type { Telemetry } from "./telemetry/telemetry.ts";
export { runtimeVersion } from "./version.ts";
export type { TemporalOptions, WorkerDefinition } from "./worker-host.ts";
