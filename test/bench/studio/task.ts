/** `off`: no studio. `port`: with BOOST_STUDIO_PORT, and nobody looks. `page`: one page looks. */
export const sides = ["off", "port", "page"] as const;
export type Side = (typeof sides)[number];

/** What a service that is measured is asked to do. */
export interface ServiceTask {
  readonly side: Side;
  readonly server: string;
  readonly address: string;
  readonly group: string;
}

/** What the producer is asked to do. */
export interface ProducerTask {
  readonly server: string;
  readonly address: string;
  /** Messages per second. */
  readonly rate: number;
}

/** A service's answer to the question where it stands; since the answer before. */
export interface Reading {
  readonly handled: number;
  readonly seconds: number;
  /** Microseconds of processor time for each message, all threads of the process. */
  readonly cpu: number;
  /** Milliseconds from the producer to the handler, half of the messages and all but one in a hundred. */
  readonly latency: readonly [number, number];
  /** Megabytes resident, at most. */
  readonly memory: number;
}
