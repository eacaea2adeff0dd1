#!/usr/bin/env node
// The entry of npm start, test, soak, build, check and bench, and of Binder's postBuild. Plain JavaScript: it runs on whatever
// Node is there, and brings the Node that the rest runs on.

import "./stop.mjs";
import { storageTrouble } from "./storage.mjs";
import { UserError } from "./user-error.mjs";

const oldest = /** @type {const} */ ([20, 19]);
const commands = [
  "start",
  "lessons",
  "test",
  "soak",
  "build",
  "check",
  "rooms",
  "course",
  "bench",
  "reproduce",
  "tfjs-native",
  "binder",
];

try {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    throw new UserError(
      `Unrolled's set-up needs Node ${oldest.join(".")} or newer, but got ${process.versions.node}.`,
      "Install a newer Node from https://nodejs.org, then run the same command again.",
    );
  const [command = "", ...args] = process.argv.slice(2);
  if (!commands.includes(command))
    throw new UserError(`setup.mjs expects one of ${commands.join(", ")}, but got "${command}".`);
  const { default: does } = await import(`./commands/${command}.mjs`);
  process.exitCode = await does(args);
} catch (error) {
  const trouble = error instanceof UserError ? error : storageTrouble(String(error));
  if (!trouble) throw error;
  console.error(`\n${trouble.message}`);
  process.exitCode = 1;
}
