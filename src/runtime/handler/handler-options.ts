import type { ContractDefinition } from "../contract.ts";
import type { Logger, LogLevel } from "../log.ts";
import type { Handler, Run } from "./run.ts";
import type { Surface } from "./surface.ts";

/** What all runs of one subscription share. */
export interface HandlerOptions {
  readonly contract: ContractDefinition;
  /** By operation name, then message member. */
  readonly handlers: { readonly [operation: string]: { readonly [member: string]: Handler } };
  readonly publish: Surface<Run | undefined>;
  readonly workflows: Surface<Run>;
  /** Of the document's server. */
  readonly protocol: string;
  readonly log: Logger;
  readonly logLevel: LogLevel;
  readonly performed: Run["performed"];
}
