import type { DocumentNode } from "../../document/node.ts";
import type { Candidate } from "../names/index.ts";
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
  /** As it is spoken of before it has its name. */
  readonly wanted: string;
  /** What its name could be made of, the best first; the last one is the way that leads to it. */
  readonly candidates: readonly Candidate[];
  /** Whether that way counts: what is put before it would take its name. */
  readonly isPositional: boolean;
  readonly node: DocumentNode;
  readonly fields: Fields;
}

export interface OperationDraft {
  readonly id: string;
  readonly key: string;
  /** Whether the document gives it one. */
  readonly hasKey: boolean;
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
