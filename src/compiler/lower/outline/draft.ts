import type { DocumentNode } from "../../document/node.ts";
import type { Fields } from "../reading/fields.ts";

/** Channels and operations before they are lowered: the one shape that 2.x and 3.x are brought into first. */
export interface ChannelDraft {
  readonly id: string;
  readonly key: string;
  readonly node: DocumentNode;
  readonly address: string | null;
  /** Absent: every server of the document. */
  readonly servers: readonly DocumentNode[] | undefined;
  readonly messages: readonly MessageDraft[];
}

export interface MessageDraft {
  /** Identity: two channels that refer to one component share it. */
  readonly id: string;
  /** What its name is made of, and what else where another has that. */
  readonly wanted: string;
  readonly otherwise: string;
  readonly node: DocumentNode;
  readonly fields: Fields;
}

export interface OperationDraft {
  readonly id: string;
  readonly key: string;
  readonly wanted: string;
  /** From the application's side, before the role is applied. */
  readonly action: "receive" | "send";
  readonly node: DocumentNode;
  readonly fields: Fields;
  readonly channel: ChannelDraft;
  readonly messages: readonly MessageDraft[];
  readonly reply: ReplyDraft | undefined;
}

export interface ReplyDraft {
  readonly node: DocumentNode;
  readonly channel: ChannelDraft | undefined;
  readonly messages: readonly MessageDraft[];
}

export interface Outline {
  readonly channels: readonly ChannelDraft[];
  readonly operations: readonly OperationDraft[];
  /** Components that no channel uses. */
  readonly spare: readonly MessageDraft[];
}
