import type { RegistryOptions } from "../../options/options.generated.ts";
import type { BindingValue } from "./binding.ts";
import type { Expression } from "./expression.ts";
import type { Message } from "./message.ts";
import type { Notes } from "./notes.ts";
import type { FormatMode } from "./schema.ts";
import type { Server } from "./server.ts";

export interface Channel extends Notes {
  readonly kind: "channel";
  readonly key: string;
  /** camelCase export name. */
  readonly name: string;
  /** As the document writes it; `addressOn` says where it is. `null` is "unknown until run time". Parameters left as `{name}`. */
  readonly address: string | null;
  /** Those that its address on the broker names. */
  readonly parameters: readonly Parameter[];
  readonly servers: readonly Server[];
  /** `x-boost.redis`: what both sides agree on. */
  readonly redis?: { readonly kind?: "stream" | "pubsub"; readonly envelope?: boolean | "faststream" };
  readonly messages: readonly Message[];
  /** `x-boost.formats` of the channel; a message wins. */
  readonly formats?: FormatMode;
  /** `x-boost.registry` of the channel over that of the root; a message wins. */
  readonly registry?: RegistryOptions;
  readonly dispatch: Dispatch;
  readonly binding?: BindingValue;
  readonly pointer: string;
  /** The file that it stands in, as the document writes it; absent for the document itself. */
  readonly source?: string;
}

export interface Parameter {
  readonly key: string;
  readonly enum: readonly string[];
  readonly default?: string;
  readonly location?: Expression;
  /** One of the channel's brokers has an address without it. */
  readonly optional?: true;
  readonly description?: string;
  readonly examples?: readonly string[];
}

/** How the message of a delivery is found (`src/runtime/README.md#which-message-it-is`). */
export type Dispatch =
  | { readonly kind: "single" }
  | {
      readonly kind: "field";
      readonly source: "header" | "payload";
      readonly path: readonly string[];
      readonly cases: readonly DispatchCase[];
    }
  | { readonly kind: "contentType"; readonly cases: readonly DispatchCase[] }
  | { readonly kind: "trial"; readonly mode: "exact" | "first" };

export interface DispatchCase {
  readonly equals: string | number | boolean | null;
  readonly message: Message;
}
