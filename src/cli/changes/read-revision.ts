import { rmSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isInside } from "../../compiler/output/is-inside.ts";
import { isOrigin, type ReadingOptions } from "../reading-options.ts";
import { checkOut } from "./git-revision.ts";
import { type ContractReading, readContract } from "./read-contract.ts";

export interface AtRevision {
  readonly revision: string;
  /** Below `cwd`. */
  readonly path: string;
  readonly cwd: string;
  readonly options: ReadingOptions;
}

interface Ends<Result> {
  /** Places are relative to `folder`, which stands for `cwd` and is there until this returns. */
  readonly read: (reading: ContractReading, folder: string) => Result;
  /** A sentence that says why git does not give the document. */
  readonly failed: (message: string) => Result;
}

/** Reads a document as a revision of git has it, with the files that it refers to as they were. */
export async function readRevision<Result>({ revision, path, cwd, options }: AtRevision, { read, failed }: Ends<Result>): Promise<Result> {
  const checkout = await checkOut(revision, path, cwd);
  if (checkout.kind === "failed") return failed(checkout.message);
  const { folder } = checkout;
  try {
    // A folder of the working tree means the same folder of the revision.
    const allowRef = options.allowRef.map((place) => (isOrigin(place) ? place : resolve(folder, relative(cwd, place))));
    const own = allowRef.filter((place) => isOrigin(place) || isInside(place, folder));
    return read(await readContract(path, { ...options, allowRef: own, cwd: folder }), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
