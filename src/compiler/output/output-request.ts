import type { GeneratedFile } from "../emit/generated-file.ts";
import type { HandlerStub } from "../emit/handler-stub.ts";

export interface OutputRequest {
  /** Output folder, absolute. */
  readonly out: string;
  /** Handlers folder, absolute. */
  readonly handlers: string;
  /** Absolute. */
  readonly document: string;
  /** Folders that `out` and `handlers` must lie in once links are followed; absent: wherever the user said. */
  readonly roots: { readonly out?: string | undefined; readonly handlers?: string | undefined };
  readonly role: "application" | "client";
  /** Version of boost-gen. */
  readonly generator: string;
  readonly files: readonly GeneratedFile[];
  readonly stubs: readonly HandlerStub[];
  /** `.js`, `.ts` or nothing: how the user's files import. */
  readonly importExtension: string;
  /** `check` and `dry-run` write nothing. */
  readonly mode: "write" | "check" | "dry-run";
  /** Overwrite edited generated files, take over a folder of another document or role. */
  readonly force: boolean;
  /** Paths are printed relative to this folder. */
  readonly cwd: string;
  /** Milliseconds to wait for another run. */
  readonly patience: number;
}
