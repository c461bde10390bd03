/** What a document says to people about one of its parts; it becomes doc comments. */
export interface Notes {
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Names of its tags. */
  readonly tags?: readonly string[];
  readonly externalDocs?: ExternalDocs;
  /** What is said about a part that has no comment of its own: `Correlation id: …`. */
  readonly remarks?: readonly string[];
}

export interface ExternalDocs {
  readonly url: string;
  readonly description?: string;
}
