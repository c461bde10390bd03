import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "out-unsuitable": { readonly out: string };
  readonly "out-outside": { readonly path: string; readonly root: string };
  readonly "out-other-document": { readonly out: string; readonly owner: string; readonly document: string };
  readonly "out-other-role": { readonly out: string; readonly owner: string; readonly role: string };
  readonly "out-locked": { readonly out: string; readonly holder: string; readonly lock: string };
  readonly "out-interrupted": { readonly out: string };
  readonly "out-healed": { readonly out: string; readonly ending: "finished" | "undone" };
  readonly "manifest-invalid": { readonly file: string; readonly reason: string };
  readonly "manifest-newer": { readonly file: string; readonly generator: string };
  readonly "generator-newer": { readonly out: string; readonly recorded: string; readonly current: string };
  readonly "generator-older": { readonly out: string; readonly recorded: string; readonly current: string };
  readonly "path-unsafe": { readonly path: string; readonly reason: string };
  readonly "path-collision": { readonly path: string; readonly other: string };
  readonly "path-symlink": { readonly path: string };
  readonly "path-not-a-folder": { readonly path: string };
  readonly "path-not-a-file": { readonly path: string };
  readonly "file-edited": { readonly file: string };
  readonly "out-reformatted": { readonly out: string; readonly count: number };
  readonly "check-reformatted": { readonly out: string; readonly count: number };
  readonly "file-stale-edited": { readonly file: string };
  readonly "file-foreign": { readonly file: string };
  readonly "write-no-space": { readonly path: string };
  readonly "write-denied": { readonly path: string; readonly reason: string };
  readonly "write-failed": { readonly path: string; readonly reason: string };
  readonly "handler-unknown-shape": { readonly file: string; readonly members: string; readonly reason: string };
  readonly "handler-orphan": { readonly file: string; readonly operation: string };
  readonly "handler-renamed": { readonly file: string; readonly from: string; readonly to: string; readonly command: string };
}

function wentOver(out: string, count: number): string {
  return `A formatter went over \`${out}\`: ${count === 1 ? "one file differs" : `${count} files differ`} in layout only from what boost-gen wrote.`;
}

const ignoring =
  "Prettier: add the folder to .prettierignore; eslint: to `ignores` of its configuration; biome: `!<folder>` to `files.includes`.";

/** What can be wrong with the folders that are written, and with what is in them. */
export const outputTable: DiagnosticTable<Parameters> = {
  "out-unsuitable": {
    severity: "error",
    message: ({ out }) => `\`${out}\` cannot be an output folder: it holds more than one project.`,
    help: () => "Name a folder of its own with --out, for example --out generated.",
  },
  "out-outside": {
    severity: "error",
    message: ({ path, root }) => `\`${path}\` leads outside \`${root}\` once links and \`..\` are followed.`,
    help: () =>
      "A configuration file may only name folders beside or below itself; give another place on the command line with --out or --handlers.",
  },
  "out-other-document": {
    severity: "error",
    message: ({ out, owner, document }) => `\`${out}\` holds the output of \`${owner}\`, not of \`${document}\`.`,
    help: () => "Give each document a folder with --out; --force hands this one over, for a document that was moved.",
  },
  "out-other-role": {
    severity: "error",
    message: ({ out, owner, role }) =>
      `\`${out}\` was generated as \`${owner}\`, this run generates as \`${role}\`: send and receive would change places.`,
    help: ({ owner }) => `Add --as ${owner}, or --force to change the role.`,
  },
  "out-locked": {
    severity: "error",
    message: ({ out, holder }) => `Another run (${holder}) is writing \`${out}\` and has not finished.`,
    help: ({ lock }) => `Run again when it has ended. If no boost-gen is running, delete \`${lock}\`.`,
  },
  "out-interrupted": {
    severity: "warning",
    message: ({ out }) => `An earlier run was interrupted while it wrote \`${out}\`.`,
    help: () => "Run boost-gen without --check or --dry-run: it finishes or undoes that run first.",
  },
  "out-healed": {
    severity: "info",
    message: ({ out, ending }) =>
      ending === "finished"
        ? `An earlier run was interrupted while it wrote \`${out}\`; what it had left to do was done first.`
        : `An earlier run was interrupted before it wrote \`${out}\`; what it had prepared was cleared away.`,
  },
  "manifest-invalid": {
    severity: "error",
    message: ({ file, reason }) => `\`${file}\` cannot be read as the list of generated files: ${reason}.`,
    help: () => "Restore it (a merge may have left conflict marks), or run with --force to write the list anew.",
  },
  "manifest-newer": {
    severity: "error",
    message: ({ file, generator }) => `\`${file}\` was written by boost-gen ${generator} in a form that this version does not know.`,
    help: () => "Update boost-gen: npm i -D boost-gen@latest.",
  },
  "generator-newer": {
    severity: "info",
    message: ({ out, recorded, current }) => `\`${out}\` was generated by boost-gen ${recorded}; this is ${current}, a new major version.`,
    help: () => "Its CHANGELOG.md says what changes; review the difference before you commit it.",
  },
  "generator-older": {
    severity: "warning",
    message: ({ out, recorded, current }) => `\`${out}\` was generated by boost-gen ${recorded}, which is newer than this ${current}.`,
    help: () => "Update boost-gen, so that the team works with one version.",
  },
  "path-unsafe": {
    severity: "error",
    message: ({ path, reason }) => `\`${path}\` cannot be a generated file: ${reason}.`,
  },
  "path-collision": {
    severity: "error",
    message: ({ path, other }) => `\`${path}\` and \`${other}\` are one file where upper and lower case are not told apart.`,
    help: ({ other }) => `Rename one of the two in the document, or move \`${other}\` away if it is yours.`,
  },
  "path-symlink": {
    severity: "error",
    message: ({ path }) => `\`${path}\` is a symbolic link; boost-gen does not write through links.`,
    help: () => "Replace the link by a real file or folder, or name the folder that it leads to with --out or --handlers.",
  },
  "path-not-a-folder": {
    severity: "error",
    message: ({ path }) => `\`${path}\` is not a folder, and a folder is needed there.`,
    help: () => "Move it away or choose another folder with --out or --handlers.",
  },
  "path-not-a-file": {
    severity: "error",
    message: ({ path }) => `\`${path}\` is not a regular file, and a file is to be written there.`,
    help: () => "Move it away or choose another folder with --out or --handlers.",
  },
  "file-edited": {
    severity: "error",
    message: ({ file }) => `\`${file}\` is generated and was edited by hand.`,
    help: () => "Move the change into the document, a handler or a file of your own; --force overwrites it.",
  },
  "out-reformatted": {
    severity: "error",
    message: ({ out, count }) => wentOver(out, count),
    help: () => `Run again with --force to write them anew, and keep the formatter out. ${ignoring}`,
  },
  "check-reformatted": {
    severity: "warning",
    message: ({ out, count }) => wentOver(out, count),
    help: () => `Run boost-gen --force to write them anew, and keep the formatter out. ${ignoring}`,
  },
  "file-stale-edited": {
    severity: "warning",
    message: ({ file }) => `\`${file}\` is no longer generated; it stays because it was edited by hand.`,
    help: () => "Delete it when nothing in it is needed.",
  },
  "file-foreign": {
    severity: "error",
    message: ({ file }) => `\`${file}\` exists and was not written by boost-gen.`,
    help: () => "Move it away or choose another folder with --out.",
  },
  "write-no-space": {
    severity: "error",
    message: ({ path }) => `There is no space left to write \`${path}\`; nothing was changed.`,
    help: () => "Free some space and run again.",
  },
  "write-denied": {
    severity: "error",
    message: ({ path, reason }) => `\`${path}\` cannot be written (${reason}); nothing was changed.`,
    help: () => "Check its owner, its permissions and whether the file system is mounted read-only.",
  },
  "write-failed": {
    severity: "error",
    message: ({ path, reason }) => `Writing \`${path}\` failed (${reason}); nothing was changed.`,
  },
  "handler-unknown-shape": {
    severity: "warning",
    message: ({ file, members, reason }) => `\`${file}\` needs ${members}, and boost-gen left it alone: ${reason}.`,
    help: () => "Paste what the report prints where it says.",
  },
  "handler-orphan": {
    severity: "warning",
    message: ({ file, operation }) => `\`${file}\` handles \`${operation}\`, which the document no longer has.`,
    help: () => "Delete the file and its line in the index when its code is no longer needed.",
  },
  "handler-renamed": {
    severity: "warning",
    message: ({ file, from, to }) =>
      `\`${from}\` seems to be called \`${to}\` now (same channel, same messages); its handlers are still in \`${file}\`.`,
    help: ({ file, command }) =>
      `Rename it with: ${command}, then its export and type where tsc points. If it is another operation, delete \`${file}\` and run again for a fresh stub.`,
  },
};
