// Runs JupyterLab: starts it with a token of its own, waits until it answers, and ends it and its kernels with us.

import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { environment } from "../environment.mjs";
import { binder, cache, jupyter, shown, venvPython, work } from "../paths.mjs";
import { forgetJupyterLab } from "../steps/jupyter.mjs";
import { labConfig, welcome } from "../steps/lab-config.mjs";
import { labExtensions, onlyOnBinder } from "../steps/lab-extensions.mjs";
import { onStop } from "../stop.mjs";
import { UserError } from "../user-error.mjs";
import { host } from "./port.mjs";
import { cleanRuntime } from "./runtime.mjs";

const log = join(cache, "lab.log");
const startTimeoutMs = 60_000; // for the first answer: a cold disk is slow
/** As a shell says of a program that Ctrl-C has ended. */
const stoppedStatus = 130;
const endTimeoutMs = 10_000; // for ending by itself, kernels included

/**
 * @param {number} port
 * @param {string} folder what it shows, and nothing beside it
 * @param {import("../steps/workspace.mjs").Lesson[]} lessons what the welcome page tells of it
 * @returns {Promise<{ address: string, ended: Promise<number> }>}
 */
export async function startLab(port, folder, lessons) {
  cleanRuntime();
  labConfig(join(jupyter, "config"), {}, welcome(lessons));
  labExtensions(join(jupyter, "data", "labextensions"), onlyOnBinder);
  const token = randomBytes(24).toString("hex");
  const child = launch(port, token, folder);
  /** @type {Promise<number | string>} its status, or the signal that ended it */
  const ended = new Promise(resolve => {
    child.on("error", () => resolve(1));
    child.on("exit", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const base = `http://${host}:${port}`;
  const { asked, stopping } = endWithUs(child, base, token, ended);

  const state = await Promise.race([answer(base, token), ended.then(() => "ended"), stopping.then(() => "stopped")]);
  // Asked to end before it was ready: then it ends, and nothing is wrong with it.
  if (asked()) {
    await stopping;
    process.exit(stoppedStatus);
  }
  if (state !== "ready") {
    child.kill("SIGKILL");
    if (state === "ended") forgetJupyterLab();
    const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-15);
    const what = state === "ended" ? "ended before it was ready" : `did not answer within ${startTimeoutMs / 1000} s`;
    throw new UserError(
      [`JupyterLab ${what}:`, ...tail.map(line => `  ${line}`)].join("\n"),
      `The whole log is ${shown(log)}. Run npm start again${state === "ended" ? ": it installs JupyterLab anew" : ""}.`,
    );
  }
  return {
    address: `${base}/lab?token=${token}`,
    ended: Promise.race([stopping, ended.then(status => (asked() ? stopping : tellEnd(status)))]),
  };
}

/** It has ended without being asked: somebody has killed it, or it has broken. */
function tellEnd(/** @type {number | string} */ status) {
  const how = typeof status === "string" ? `signal ${status}` : `status ${status}`;
  console.error(`\nJupyterLab has ended by itself (${how}). What it said is in ${shown(log)}.\nRun npm start again.`);
  return 1;
}

/**
 * @param {number} port
 * @param {string} token
 * @param {string} folder
 */
function launch(port, token, folder) {
  mkdirSync(cache, { recursive: true });
  const output = openSync(log, "w");
  const options = [
    `--ServerApp.ip=${host}`,
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${folder}`,
    "--no-browser",
    "-y", // one Ctrl-C ends it
  ];
  // Jupyter refuses to run as root unless told; who is root here (a container) has chosen to be.
  if (process.getuid?.() === 0) options.push("--allow-root");
  const child = spawn(venvPython, [join(binder, "lab", "serve.py"), ...options], {
    cwd: folder,
    env: { ...environment(), ...ownWorkspaces(folder) },
    // Its input ends when we do.
    stdio: ["pipe", output, output],
    // A process group of its own: Ctrl-C reaches us alone, and we end it in order.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  closeSync(output);
  // Neither as an argument, which the list of processes shows, nor in the environment, which each kernel inherits.
  child.stdin?.on("error", () => {}); // it has ended already, which is told
  child.stdin?.write(`${token}\n`);
  return child;
}

/** Waits for the first answer; not by itself a reason to stay alive, once JupyterLab has ended. */
async function answer(/** @type {string} */ base, /** @type {string} */ token) {
  for (
    const deadline = Date.now() + startTimeoutMs;
    Date.now() < deadline;
    await sleep(50, undefined, { ref: false })
  ) {
    const response = await fetch(`${base}/api/status?token=${token}`).catch(() => undefined);
    if (response?.ok) return "ready";
  }
  return "silent";
}

/**
 * Ends JupyterLab when we are told to end: Ctrl-C, a closed terminal, or npm gone.
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} base
 * @param {string} token
 * @param {Promise<unknown>} ended
 * @returns {{ asked: () => boolean, stopping: Promise<number> }} whether it was told to; once all is ended, the exit status to give
 */
function endWithUs(child, base, token, ended) {
  let asked = false;
  /** @type {Promise<number>} */
  const stopping = new Promise(resolve => {
    const stop = async (/** @type {number} */ status) => {
      if (asked) return;
      asked = true;
      // Asked by its own interface, it shuts its kernels down first; that works on Windows as well.
      const headers = { Authorization: `token ${token}` };
      const reply = await fetch(`${base}/api/shutdown`, { method: "POST", headers }).catch(() => undefined);
      if (!reply?.ok) child.kill("SIGTERM");
      const inTime = await Promise.race([ended.then(() => true), sleep(endTimeoutMs, false, { ref: false })]);
      if (!inTime) child.kill("SIGKILL");
      resolve(status);
    };
    onStop(() => stop(0));
    // npm may be ended without passing it on; then nobody is left to press Ctrl-C.
    if (process.env.npm_lifecycle_event) {
      const parent = process.ppid;
      setInterval(() => process.ppid !== parent && stop(0), 1000).unref();
    }
  });
  return { asked: () => asked, stopping };
}

/** What was open in a folder is opened again in that folder, and in no other. */
function ownWorkspaces(/** @type {string} */ folder) {
  if (folder === work) return {};
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return { JUPYTERLAB_WORKSPACES_DIR: join(jupyter, "workspaces", name) };
}
