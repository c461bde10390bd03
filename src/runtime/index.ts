/** `boost-gen/runtime`: all that generated code and user code import. It only grows. */

export type { RetryOptions } from "../options/options.generated.ts";
export { BoostApp } from "./app/boost-app.ts";
export type { AppOptions, ExecContext, PublisherOptions } from "./app/registered.ts";
export type { OperationOptions, ServerOptions, SubscriberOptions } from "./config/subscriber-options.ts";
export { type Variable, variables } from "./config/variables.ts";
export type {
  DeliveryView,
  GivenPayload,
  HandlerContext,
  IncomingMessage,
  Publisher,
  PublishOptions,
  Requester,
  RequestOptions,
  SignalCall,
  StartCall,
  StartOverrides,
  StartResult,
  UpdateCall,
} from "./ground/context.ts";
export type {
  Bindings,
  ChannelDefinition,
  ConsumeOptions,
  ContractDefinition,
  ContractTypes,
  DispatchDefinition,
  Expression,
  HeaderType,
  Json,
  MessageDefinition,
  OperationDefinition,
  RequestsOf,
  ServerDefinition,
  Template,
  ValueTemplate,
  WorkflowRuleDefinition,
} from "./ground/contract.ts";
export {
  ConfigurationError,
  ConnectionError,
  type FailureKind,
  FatalError,
  failureKinds,
  HandlerNotWritten,
  HandlerTimeout,
  type InvalidCode,
  InvalidMessage,
  InvalidReply,
  PauseSource,
  RejectMessage,
  RequestLost,
  RequestTimeout,
  TooManyRequests,
  TransientFailure,
} from "./ground/errors.ts";
export type { Logger, LogLevel } from "./ground/log.ts";
export { type Awaitable, type Reply, type ReplyOf, reply } from "./ground/reply.ts";
export { runtimeVersion } from "./ground/version.ts";
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
export type { DataConverter, TemporalOptions, WorkerDefinition } from "./workflows/worker-host.ts";
