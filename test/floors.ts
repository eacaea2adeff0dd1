// The rooms of the product and how they stand above one another. A room is a folder or a file; it imports from the rooms
// below it on any of its stairs, and from what is below those, never up, never sideways. `npm run rooms` prints it.
// To widen: add the new room to the floor of a stair.

/** Each stair is a list of floors, the lowest first. A room may stand on several stairs. */
export const stairs = {
  kernel: [
    ["kernel/protocol", "kernel/preload.ts", "kernel/project-setting.ts", "kernel/compile-cache.ts"],
    // Below execution: what a cell shows is made into MIME bundles in the process that runs it.
    ["kernel/display"],
    ["kernel/wire", "kernel/language", "kernel/execution"],
    ["kernel/session", "kernel/session.ts"],
    ["kernel/notebook", "kernel/handlers", "kernel/remote"],
    ["kernel/kernel.ts"],
    ["kernel/client.ts", "kernel/install.ts", "kernel/main.ts"],
  ],
  toolkit: [
    ["src/display"],
    ["src/options.ts"],
    ["src/backend"],
    ["src/tensor"],
    ["src/serialization"],
    ["src/nn"],
    ["src/data", "src/optim", "src/plot", "src/interop"],
    ["src/diagnostics"],
    ["src/training"],
    ["src/index.ts"],
  ],
  course: [["src/display"], ["src/checking"], ["assignments"]],
  commands: [["src/checking", "kernel/client.ts", "kernel/install.ts"], ["src/grader"], ["src/cli", "src/cli.ts"]],
  // Pages of the grader are drawn with our own plots.
  pages: [["src/display", "src/plot"], ["src/grader"]],
  // `unrolled doctor` tries the toolkit as it is built.
  doctor: [["src/index.ts"], ["src/cli"]],
};

/** The floors inside a room, the lowest first: its folders and files; "." stands for the files that are not named. */
export const innerFloors: { [room: string]: string[][] } = {
  // A cell's text knows no engine; an engine knows no thread.
  "kernel/language": [["cell"], ["errors", "meaning"], ["help"], ["."], ["native", "tslab"], ["index.ts"], ["thread"]],
};

/** Rooms whose parts lie in a file and a folder of one name, and so may import each other. */
export const oneRoom = [
  ["src/cli", "src/cli.ts"],
  ["kernel/session", "kernel/session.ts"],
];

/** The rooms outside the kernel that may import `node:` modules: all others also run in a browser. */
export const nodeRooms = ["src/grader", "src/cli", "src/cli.ts"];

/** What of the kernel is to run in a page, too: neither these files nor what they import need Node. */
export const browserFiles = {
  folders: ["kernel/protocol/", "kernel/language/cell/", "kernel/language/errors/", "kernel/language/help/"],
  // These do need it; a page will have something else in their place. The list may only shrink.
  except: ["kernel/protocol/envelope.ts", "kernel/language/help/kinds.ts"],
  /** Packages that need Node. */
  nodePackages: ["zeromq", "typescript7/sync", "typescript7/fs", "typescript"],
};

/**
 * The one circle of files that may be, types included: a tensor has its operations as methods, and operations make
 * tensors. It goes through this file and stays in this folder.
 */
export const meantCircle = { through: "src/tensor/tensor.ts", within: "src/tensor/" };

export const topLevel = {
  rooms: ["kernel", "notebooks", "src", "assignments", "test", "binder"],
  files: [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
  ],
};
