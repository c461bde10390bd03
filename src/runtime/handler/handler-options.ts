import type { ContractDefinition } from "../ground/contract.ts";
import type { Logger, LogLevel } from "../ground/log.ts";
import type { Handler, Run } from "../run/run.ts";
import type { Surface } from "../run/surface.ts";
import type { Tracing } from "../telemetry/tracing.ts";

/** What all runs of one subscription share. */
export interface HandlerOptions {
  readonly contract: ContractDefinition;
  /** By operation name, then message member. */
  readonly handlers: { readonly [operation: string]: { readonly [member: string]: Handler } };
  readonly publish: Surface<Run | undefined>;
  readonly workflows: Surface<Run>;
  /** Of the document's server. */
  readonly protocol: string;
  /** What the broker knows this consumer as. */
  readonly group: string;
  readonly tracing: Tracing;
  readonly log: Logger;
  readonly logLevel: LogLevel;
  readonly performed: Run["performed"];
}
