/** A message that can be tried. */
export interface TriedMessage {
  /** Identifies it here: operation and member. */
  readonly key: string;
  readonly operation: string;
  readonly action: "receive" | "send";
  /** Name in the document. */
  readonly name: string;
  /** How a payload is typed. */
  readonly form: PayloadForm;
  readonly place: string;
}

export type PayloadForm = "json" | "text" | "base64";

/** An example of the document, or a value that was made. */
export interface SpecimenView {
  readonly title: string;
  readonly place: string;
  readonly content: MessageContent;
}

/** What a person typed. */
export interface MessageContent {
  readonly payload: string;
  readonly headers: { readonly [name: string]: string };
  /** Of the address. */
  readonly parameters: { readonly [name: string]: string };
  /** Empty: as the document says. */
  readonly key: string;
}

export interface TrialRequest {
  /** `TriedMessage.key` */
  readonly message: string;
  readonly content: MessageContent;
}

export interface IssueView {
  /** JSON Pointer; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** What is known before it is sent. */
export interface PreviewView {
  readonly issues: readonly IssueView[];
  /** Why it cannot be sent, where no issue says it. */
  readonly problem?: string;
  readonly address?: string;
  readonly key?: string;
  readonly bytes?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly rule?: {
    readonly text: string;
    readonly workflowId?: string;
    readonly taskQueue?: string;
    readonly place?: string;
  };
  /** What Temporal says of that id now. */
  readonly workflow?: WorkflowView;
}

export interface WorkflowView {
  readonly workflowId: string;
  /** `RUNNING`, `COMPLETED`, …; `absent`: there is none; `unknown`: nobody answers, see `note`. */
  readonly status: string;
  readonly type?: string;
  readonly runId?: string;
  readonly startedAt?: string;
  readonly closedAt?: string;
  /** JSON text of what it returned. */
  readonly result?: string;
  readonly failure?: string;
  readonly note?: string;
}

/** One thing that became of a message that was sent. */
export interface StepView {
  /** `published`, `valid`, `started`, `dead letter`, … */
  readonly word: string;
  readonly tone: "good" | "bad" | "warn" | "plain";
  readonly text: string;
  readonly workflow?: WorkflowView;
}
