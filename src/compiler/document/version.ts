/** The versions of AsyncAPI that are read. A patch release of the same minor version would be read like it, but none exists. */
export const asyncApiVersions = ["2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0"] as const;

export type AsyncApiVersion = (typeof asyncApiVersions)[number];

export function isAsyncApiVersion(version: string): version is AsyncApiVersion {
  return (asyncApiVersions as readonly string[]).includes(version);
}
