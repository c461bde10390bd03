/** What a document may cost. Each is checked before the work that it bounds; passing one is a diagnostic. */
export interface Limits {
  /** Bytes of one file. */
  readonly bytes: number;
  /** Characters of a file in YAML that only the library can read; it needs 150 times as much memory. */
  readonly unusualYaml: number;
  /** Bytes of all files together. */
  readonly totalBytes: number;
  /** Files besides the document that references lead to. */
  readonly files: number;
  /** Objects and lists inside each other. */
  readonly depth: number;
  /** Values in one file, aliases expanded. */
  readonly nodes: number;
  /** Values that YAML aliases add by repeating what an anchor marks. */
  readonly aliasNodes: number;
  /** References that have to be followed to find the way of one reference. */
  readonly referenceHops: number;
  readonly channels: number;
  /** Values of one `enum`. */
  readonly enumValues: number;
  /** Milliseconds for one file from the network. */
  readonly fetchTime: number;
}

export const defaultLimits: Limits = {
  bytes: 10 * 1024 * 1024,
  unusualYaml: 1024 * 1024,
  totalBytes: 32 * 1024 * 1024,
  files: 1000,
  depth: 100,
  nodes: 750_000,
  aliasNodes: 10_000,
  referenceHops: 100,
  channels: 5000,
  enumValues: 10_000,
  fetchTime: 10_000,
};
