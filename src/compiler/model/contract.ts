import type { TemporalOptions } from "../../options/options.generated.ts";
import type { Channel } from "./channel.ts";
import type { Info } from "./info.ts";
import type { Message } from "./message.ts";
import type { Operation } from "./operation.ts";
import type { FormatMode, SchemaDeclaration } from "./schema.ts";
import type { Server } from "./server.ts";
import type { Workflow } from "./workflow.ts";

/** `client` reverses send and receive, for a document that describes somebody else's service. */
export type Role = "application" | "client";

/** A whole document, ready to be emitted: every name is final, every reference is settled. Source order throughout. */
export interface Contract {
  readonly kind: "contract";
  /** kebab-case, from `info.title`. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** What stands beside title and version. */
  readonly info?: Info;
  readonly asyncapi: string;
  /** `x-boost.app` */
  readonly app?: string;
  readonly role: Role;
  readonly servers: readonly Server[];
  readonly channels: readonly Channel[];
  readonly operations: readonly Operation[];
  /** Those of channels first, then components that no channel uses. */
  readonly messages: readonly Message[];
  readonly schemas: readonly SchemaDeclaration[];
  readonly workflows: readonly Workflow[];
  /** `x-boost.formats` of the root; channels and messages win. */
  readonly formats?: FormatMode;
  readonly temporal?: TemporalOptions;
  /** Nothing is received, because the document or the user says so. */
  readonly withoutHandlers?: boolean;
  /** `workflow.ts` is written, where the document has something for it. */
  readonly workflowCode?: boolean;
}
