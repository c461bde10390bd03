import type { HandlerContext } from "../ground/context.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import type { SchemaPlace } from "../publish/framing.ts";
import type { MessageRun } from "../run/message-run.ts";
import type { Surface } from "../run/surface.ts";
import type { Tracing } from "../telemetry/tracing.ts";

export type Handler = (message: unknown, context: HandlerContext<object, object, unknown, unknown, unknown>) => unknown;

/** What the handlers of one subscription share. */
export interface HandlerOptions {
  readonly contract: ContractDefinition;
  /** By operation name, then message member. */
  readonly handlers: { readonly [operation: string]: { readonly [member: string]: Handler } };
  readonly publish: Surface<MessageRun | undefined>;
  readonly request: Surface<MessageRun | undefined>;
  readonly workflows: Surface<MessageRun>;
  /** Of the document's server. */
  readonly protocol: string;
  /** What replies are framed with. */
  readonly schemas: SchemaPlace;
  /** What the broker knows this consumer as. */
  readonly group: string;
  readonly tracing: Tracing;
}
