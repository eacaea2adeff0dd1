#!/usr/bin/env node
// The command `unrolled`: plain JavaScript that is committed, so that npm finds it before anything is installed or built,
// on whatever Node the machine has. In the package it starts dist/; in the project the set-up first makes what is missing.

import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The oldest Node that the set-up and the toolkit run on; what needs a newer one says so (node.ts). */
const oldest = /** @type {const} */ ([20, 19]);

const inPackage = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);
const command = inPackage("dist/src/cli.js");
const setUp = inPackage("binder/setup.mjs");
const inProject = existsSync(setUp);
/** Each is written when its folder is complete. */
const stamps = ["node_modules/.unrolled", "dist/.unrolled"];

if (inProject) leaveNoCache();

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
  stop(
    `unrolled needs Node ${oldest.join(".")} or newer, but this is Node ${process.versions.node} (${process.execPath}): install a newer one from https://nodejs.org, then run the same command again`,
    2,
  );
else if (inProject && !stamps.every(path => existsSync(inPackage(path)))) {
  console.error("unrolled: the project is not built yet, so that is done first.");
  const status = await build();
  if (status === 0) await import(command.href);
  else process.exitCode = status;
} else if (existsSync(command)) await import(command.href);
else stop(`unrolled: ${fileURLToPath(command)} is missing: install unrolled again (npm install unrolled)`, 2);

/**
 * Before the project is set up, npx makes a link to this file in npm's cache; and .npmrc names that by a relative path,
 * which npm takes from the current folder. Started in notebooks/ it would leave a .cache there.
 */
function leaveNoCache() {
  const cache = join(process.cwd(), ".cache");
  if (cache === fileURLToPath(inPackage(".cache"))) return;
  const isNpx = process.argv[1]?.startsWith(join(cache, "npm", "_npx"));
  const holdsMore = () =>
    readdirSync(cache).length > 1 || readdirSync(join(cache, "npm")).some(name => name !== "_npx");
  if (!isNpx || holdsMore()) return;
  rmSync(cache, { recursive: true, force: true });
  process.argv[1] = fileURLToPath(import.meta.url);
}

/** What the set-up says goes to standard error: the output is the command's own. */
async function build() {
  const child = spawn(process.execPath, [fileURLToPath(setUp), "build"], {
    cwd: fileURLToPath(inPackage(".")),
    stdio: ["ignore", 2, 2],
  });
  // In a terminal Ctrl-C reaches the set-up by itself, and it ends in order.
  const stay = () => {};
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on("SIGINT", stay).on("SIGTERM", pass).on("SIGHUP", pass);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
    });
  } finally {
    process.off("SIGINT", stay).off("SIGTERM", pass).off("SIGHUP", pass);
  }
}

/**
 * @param {string} message
 * @param {number} status
 */
function stop(message, status) {
  console.error(message);
  process.exitCode = status;
}
