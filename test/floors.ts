// The floors of kernel/ and src/, lowest first: a room imports from the rooms below it, never up, never sideways.
// A room is a folder or a file. To widen: add the new room's name to its floor.

/** Each list is one floor. */
export const floors = {
  kernel: [
    ["protocol"],
    // Below execution: what a cell shows is made into MIME bundles in the process that runs it.
    ["display"],
    ["wire", "language", "execution"],
    ["session.ts"],
    ["notebook", "handlers"],
    ["kernel.ts"],
    ["client.ts", "install.ts", "main.ts"],
  ],
  src: [
    ["options.ts"],
    ["backend"],
    ["tensor"],
    ["serialization"],
    ["nn"],
    ["data", "optim"],
    ["plot"],
    ["training"],
    ["diagnostics"],
    ["index.ts"],
    ["checking"],
    // The folder at the top level.
    ["assignments"],
    ["grader"],
    ["cli", "cli.ts"],
  ],
};

/** Rooms whose parts lie in a file and a folder of one name, and so may import each other. */
export const oneRoom = [["cli", "cli.ts"]];

/** The rooms of src/ that may import `node:` modules: all others also run in a browser. */
export const nodeRooms = ["grader", "cli", "cli.ts"];

/** The whole product imports the kernel only from here. */
export const kernelUsers = ["grader", "cli"];

export const topLevel = {
  rooms: ["kernel", "notebooks", "src", "assignments", "test", "binder"],
  files: ["package.json", "package-lock.json", "tsconfig.json", "README.md", "LICENSE", "CHANGELOG.md"],
};
