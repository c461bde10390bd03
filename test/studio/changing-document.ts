import type { TestContext } from "node:test";
import { git } from "../cli/git.ts";
import { type Workspace, workspace } from "../compiler/output/workspace.ts";

/** A document of two files, with the properties of an order. */
export const ordersWith = (properties: string): string => `\
asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: "localhost:9092", protocol: kafka }
channels:
  orders:
    address: orders
    messages:
      created:
        name: Created
        payload: { $ref: "#/components/schemas/Order" }
        headers: { $ref: "../common/headers.yaml#/Headers" }
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: { type: string }
${properties}`;

export const headersWith = (type: string): string => `Headers:\n  type: object\n  properties:\n    trace: { type: ${type} }\n`;

export interface History extends Workspace {
  /** Writes the document, and the headers where they are given, and commits. */
  readonly commit: (subject: string, properties: string, headers?: string) => void;
}

/** A repository in which the document is `specs/orders.yaml`, and refers to a file of a folder beside its own. */
export function history(context: TestContext): History {
  const space = workspace(context);
  git(space.folder, "init");
  return {
    ...space,
    commit: (subject, properties, headers) => {
      space.write("specs/orders.yaml", ordersWith(properties));
      if (headers !== undefined) space.write("common/headers.yaml", headers);
      git(space.folder, "add", ".");
      git(space.folder, "commit", "-m", subject);
    },
  };
}
