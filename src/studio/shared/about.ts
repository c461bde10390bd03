/** What the page asks first. */
export interface About {
  readonly title: string;
  readonly version: string;
  /** `beside`: next to a running system. `memory`: brokers in memory. `service`: inside the service itself. */
  readonly mode: "beside" | "memory" | "service";
  /** Routes that write are there. */
  readonly write: boolean;
  /** Those that this server answers for, in the order of the navigation. */
  readonly screens: readonly ScreenName[];
  /** Names of the documents that are served; absent where there is only one. */
  readonly documents?: readonly string[];
  /** Temporal's own page, without a slash at the end. */
  readonly temporalUi?: string;
  readonly namespace?: string;
  /** Names of payload fields that are shown as `•••`. */
  readonly masked: readonly string[];
}

export type ScreenName = "contract" | "try" | "live" | "letters" | "changes" | "doctor";

/** How every route says no. */
export interface Refusal {
  readonly error: string;
}
