/** One message that the service is done with. */
export interface LiveMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly subscription: string;
  /** Key of the operation, once that was known. */
  readonly operation?: string;
  /** Where it came from, in the broker's words. */
  readonly position: string;
  readonly key?: string;
  /** `boost-id` */
  readonly id?: string;
  /** `handled`, `skipped`, `dead-lettered`, … */
  readonly outcome: string;
  /** Why it was skipped, or dead-lettered and with what error. */
  readonly why?: string;
  readonly attempts: number;
  /** From its arrival to its settlement. */
  readonly milliseconds: number;
  /** Id of the workflow that it reached last. */
  readonly workflow?: string;
}

/** A subscription as it stands. */
export interface LiveSource {
  readonly subscription: string;
  readonly inFlight: number;
  /** Absent: the broker cannot tell. */
  readonly lag?: number;
  /** Runs since the start that failed and were repeated. */
  readonly retried: number;
  /** Why it takes nothing at the moment. */
  readonly paused?: string;
}

/** What is new since the event before; the first one has what is remembered. */
export interface LiveEvent {
  /** Oldest first. */
  readonly messages: readonly LiveMessage[];
  /** So many more came, too many to be sent. */
  readonly omitted: number;
  /** Messages since the service started. */
  readonly total: number;
  readonly sources: readonly LiveSource[];
}
