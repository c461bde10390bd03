import type { outputTable } from "../../../compiler/diagnostics/tables/output.ts";
import type { Meanings } from "../meaning.ts";

export const outputMeanings: Meanings<typeof outputTable> = {
  "out-unsuitable": {
    means: "Generated files belong into a folder of their own. This folder is the home folder, the root of a disk or the like.",
    mend: "Name another one: `--out generated`.",
  },
  "out-outside": {
    means: "A configuration file names folders beside or below itself. With links and `..` followed, this one is outside.",
    mend: "Correct the path, or give the place on the command line with `--out` or `--handlers`.",
  },
  "out-other-document": {
    means: "The folder holds what another document was compiled to, and writing would remove it.",
    mend: "Give each document a folder with `--out`. If the document was moved, `--force` hands the folder over.",
  },
  "out-other-role": {
    means:
      "An application and a client of it are opposites: what one sends the other receives. The folder was generated in the other role.",
    mend: "Add the role that it had (`--as`), or `--force` to change it.",
  },
  "out-locked": {
    means: "Another run is writing the folder; two at once would mix their files.",
    mend: "Run again when it has ended. If no boost-gen is running, delete the lock that the help names.",
  },
  "out-interrupted": {
    means: "An earlier run was ended while it wrote. `--check` and `--dry-run` write nothing, so they leave it so.",
    mend: "Run boost-gen without them: it finishes or undoes that run first.",
  },
  "out-healed": {
    means: "An earlier run was ended while it wrote. This run finished or undid it before it began.",
    mend: "Nothing has to be done.",
  },
  "manifest-invalid": {
    means: "The list of generated files says which files boost-gen may overwrite. Without it every file counts as yours.",
    mend: "Restore it from the repository (a merge may have left conflict marks), or run with `--force` to write it anew.",
  },
  "manifest-newer": {
    means: "A newer boost-gen wrote the folder, in a form that this one does not know.",
    mend: "Update boost-gen: `npm i -D boost-gen@latest`.",
  },
  "generator-newer": {
    means: "The folder was written by an older major version, so more may change than the document did.",
    mend: "Read what changed in CHANGELOG.md, and review the difference before you commit it.",
  },
  "generator-older": {
    means: "The folder was written by a newer version. Two versions in one team undo each other's work.",
    mend: "Update boost-gen.",
  },
  "path-unsafe": {
    means: "A name of the document would become a file that some system cannot hold.",
    mend: "Rename it in the document.",
  },
  "path-collision": {
    means: "macOS and Windows do not tell upper and lower case apart, so the two would be one file there.",
    mend: "Rename one of the two in the document, or move your file away.",
  },
  "path-symlink": {
    means: "Through a link a run could write anywhere, so boost-gen does not write through links.",
    mend: "Replace the link, or name the folder that it leads to with `--out` or `--handlers`.",
  },
  "path-not-a-folder": {
    means: "A file stands where a folder is needed.",
    mend: "Move it away, or choose another folder.",
  },
  "path-not-a-file": {
    means: "A folder or a device stands where a file is to be written.",
    mend: "Move it away, or choose another folder.",
  },
  "file-edited": {
    means: "The file is not as boost-gen wrote it, and writing would lose the edit.",
    mend: "Move the change into the document, a handler or a file of your own, then run with `--force`.",
  },
  "out-reformatted": {
    means: "A formatter went over the generated files. Only their layout differs, but boost-gen cannot see edits among it.",
    mend: "Run with `--force` to write them anew, and keep the formatter out of the folder.",
  },
  "check-reformatted": {
    means: "A formatter went over the generated files, so they are not what boost-gen writes.",
    mend: "Run boost-gen with `--force`, and keep the formatter out of the folder.",
  },
  "file-stale-edited": {
    means: "The document no longer needs the file. It would be removed, but it was edited by hand.",
    mend: "Delete it when nothing in it is needed.",
  },
  "file-foreign": {
    means: "A file of that name exists and is not in the list of generated files, so it is yours.",
    mend: "Move it away, or choose another folder with `--out`.",
  },
  "write-no-space": {
    means: "All files are prepared before the first one is replaced. There was no space for that, so nothing was changed.",
    mend: "Free some space and run again.",
  },
  "write-denied": {
    means: "The system refuses to write there. All files are prepared before the first one is replaced, so nothing was changed.",
    mend: "Check its owner, its permissions and whether the file system is mounted read-only.",
  },
  "write-failed": {
    means: "The system reports an error while writing. Nothing was changed.",
    mend: "Look up the reason that the system gives, and run again.",
  },
  "handler-unknown-shape": {
    means: "New members are inserted into the object that a handler file exports. This file has another shape, so nothing was inserted.",
    mend: "Paste what the report prints, or export one object as the stub did.",
  },
  "handler-orphan": {
    means: "The file handles an operation that the document no longer has. It is yours, so it stays.",
    mend: "Delete the file and its line in the index when its code is no longer needed.",
  },
  "handler-renamed": {
    means: "An operation is gone, and a new one has the same channel and the same messages: it was most likely renamed.",
    mend: "Rename the handler file with the command in the help, then its export and type where tsc points.",
  },
};
