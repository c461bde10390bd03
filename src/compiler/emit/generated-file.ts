/** One machine-owned file: its path below the output folder (POSIX, relative) and its whole text (LF, ends in a newline). */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
