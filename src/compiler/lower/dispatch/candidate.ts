import type { DocumentNode } from "../../document/node.ts";
import type { Message } from "../../model/index.ts";

/** A message of the channel with the nodes that dispatch looks into. */
export interface Candidate {
  readonly message: Message;
  readonly payload: DocumentNode | undefined;
  readonly headers: DocumentNode | undefined;
}
