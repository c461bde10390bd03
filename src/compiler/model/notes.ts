/** What a document says to people about one of its parts; it becomes doc comments. */
export interface Notes {
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Names of its tags. */
  readonly tags?: readonly string[];
  readonly externalDocs?: ExternalDocs;
}

export interface ExternalDocs {
  readonly url: string;
  readonly description?: string;
}
