/**
 * What workflows ask of the application itself and a worker runs as activities: publishing, for one. The core makes the functions, with no
 * word of Temporal; `src/runtime/temporal` registers them and says which act an attempt belongs to.
 */

/** One attempt. @see src/runtime/README.md#what-a-workflow-publishes */
export interface ActivityCall {
  /** Of the act: the same on every attempt and every replay, another for each other act. */
  readonly id: string;
  readonly payload: unknown;
  /** Second argument, without what is ours in it. */
  readonly options: { readonly [name: string]: unknown };
  /** Third argument: a key of bytes, which the options, being JSON, cannot hold. */
  readonly keyBytes: Uint8Array | undefined;
  /** Fires when the attempt is cancelled, or the worker stops. */
  readonly signal: AbortSignal;
  /** Milliseconds that the attempt may take, its end included. */
  readonly patience: number;
}

/** By activity type. What is thrown is tried again as the workflow's retry policy says, but for an `InvalidMessage` and an `InvalidReply`, which the workflow gets at once. */
export type HostedActivities = ReadonlyMap<string, (call: ActivityCall) => Promise<unknown>>;
