/**
 * What the handler file of one operation looks like before anybody edits it. Plain data with its words already chosen:
 * identifiers are final, texts are safe TypeScript, doc lines hold nothing that could end a comment.
 */
export interface HandlerStub {
  /** Key of the operation in the document, byte for byte. */
  readonly operation: string;
  /** Key of its channel: a rename of an operation keeps channel and messages. */
  readonly channel: string;
  /** File name without extension: `on-order`. */
  readonly file: string;
  /** `onOrder` */
  readonly exportName: string;
  /** `OnOrderHandlers` */
  readonly typeName: string;
  /** Generated module that exports the type, without extension: `operations`. */
  readonly module: string;
  readonly doc: readonly string[];
  /** One per message, in source order. */
  readonly members: readonly HandlerMember[];
}

export interface HandlerMember {
  /** `orderCreated` */
  readonly name: string;
  readonly doc: readonly string[];
  /** Source of the member without its doc comment, indentation and comma; lines end in LF: `async orderCreated(message, context) {\n  …\n}`. */
  readonly text: string;
  /** Values that the text names, each with its module: `{ name: "HandlerNotWritten", from: "boost-gen/runtime" }`. */
  readonly imports?: readonly HandlerImport[];
}

export interface HandlerImport {
  readonly name: string;
  readonly from: string;
}
