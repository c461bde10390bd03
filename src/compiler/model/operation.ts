import type { ConsumeOptions as Options, RequestOptions } from "../../options/options.generated.ts";
import type { BindingValue } from "./binding.ts";
import type { Channel } from "./channel.ts";
import type { Template } from "./expression.ts";
import type { Message } from "./message.ts";
import type { Notes } from "./notes.ts";
import type { WorkflowRule } from "./workflow.ts";

export interface Operation extends Notes {
  readonly kind: "operation";
  readonly key: string;
  /** camelCase export name. */
  readonly name: string;
  /** Type of its handlers: `OnOrderHandlers`. */
  readonly typeName: string;
  /** Name of its handler file, without extension. */
  readonly file: string;
  /** From our side, the role applied. */
  readonly action: "receive" | "send";
  readonly channel: Channel;
  readonly messages: readonly OperationMessage[];
  /** Of an operation that sends: only where the reply can be waited for. */
  readonly reply?: Reply;
  readonly options: ConsumeOptions;
  readonly binding?: BindingValue;
  readonly pointer: string;
  /** The file that it stands in, as the document writes it; absent for the document itself. */
  readonly source?: string;
}

export interface OperationMessage {
  readonly message: Message;
  /** First rule whose `when` holds; empty: `dispatch` returns false. */
  readonly rules: readonly WorkflowRule[];
  /** Member of `publish`, for an operation that sends: the message's, with the operation's name in front when several send it. */
  readonly publisher?: string;
  /** Member of what a test sends, for an operation that receives. */
  readonly incoming?: string;
}

export interface Reply {
  readonly channel?: Channel;
  readonly address?: Template;
  readonly messages: readonly Message[];
  /** `x-boost.request` of an operation that sends; absent where nothing is said. */
  readonly request?: RequestOptions;
}

/** `x-boost`, durations in milliseconds. Absent = the runtime's default. */
export type ConsumeOptions = Options<Template>;
