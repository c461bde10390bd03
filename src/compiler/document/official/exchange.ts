/** What the process with the official parser is given. */
export interface OfficialRequest {
  readonly text: string;
  readonly location: string;
  /** Text by path or URL: all that references may lead to. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What it answers. */
export interface OfficialFinding {
  readonly rule: string;
  /** 0 error, 1 warning, 2 information, 3 hint. */
  readonly severity: number;
  readonly message: string;
  readonly path: readonly string[];
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly location: string;
}
