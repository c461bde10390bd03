interface Reference {
  readonly subject: string;
  readonly version: number | string;
}

/** What a schema refers to, of an answer of a registry; what is none is left out. */
export function referencesIn(list: unknown): Reference[] {
  return (Array.isArray(list) ? list : []).filter(
    (each): each is Reference =>
      typeof each === "object" &&
      each !== null &&
      typeof (each as Reference).subject === "string" &&
      /^(?:[1-9]\d*|latest)$/.test(String((each as Reference).version)),
  );
}
