// npm start -- [FOLDER] [--no-browser] [--port N] [--course DIR] [--with-data]: sets up what is missing, then opens JupyterLab
// on the welcome page: on work/, where the lessons are, or on a folder of one's own.

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "../lab/browser.mjs";
import { startLab } from "../lab/lab.mjs";
import { choosePort } from "../lab/port.mjs";
import { work } from "../paths.mjs";
import { courseEntry } from "../steps/course.mjs";
import { setUp } from "../steps/index.mjs";
import { workspace } from "../steps/workspace.mjs";
import { UserError } from "../user-error.mjs";

const usage = "npm start -- [FOLDER] [--no-browser] [--port N] [--course DIR] [--with-data]";

/** @param {string[]} args */
export default async function start(args) {
  const { browser, port: wanted, course, folder, withData } = readOptions(args);
  // Asked before the set-up, so that a taken port is told at once; and after it, because others start as well.
  await choosePort(wanted);
  const { jupyterTrouble } = await setUp({ jupyter: true, course, withData });
  if (jupyterTrouble) throw jupyterTrouble;

  const lessons = folder === undefined ? await workspace() : [];
  for (const { path, kept } of lessons)
    if (kept) console.log(`  ${kept} is yours and stays. Its new version is ${path}.`);
  const lab = await startLab(await choosePort(wanted), folder ?? work, lessons);
  console.log(`\n  Unrolled is open at  ${lab.address}\n  Ctrl-C ends it.\n`);
  if (browser) openBrowser(lab.address);
  return lab.ended;
}

/** @param {string[]} args */
export function readOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        "no-browser": { type: "boolean", default: false },
        port: { type: "string" },
        course: { type: "string" },
        "with-data": { type: "boolean", default: false },
      },
    });
    const { port, course } = values;
    return {
      browser: !values["no-browser"],
      port: port === undefined ? undefined : readPort(port),
      course: course === undefined ? undefined : courseEntry(course),
      folder: readFolder(positionals),
      withData: values["with-data"],
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(/** @type {Error} */ (error).message, `Use: ${usage}`);
  }
}

/** @param {string[]} positionals */
function readFolder([folder, ...more]) {
  if (folder === undefined) return undefined;
  if (more.length > 0) throw new UserError(`start expects one folder, but got ${1 + more.length}.`, `Use: ${usage}`);
  const path = resolve(process.env.INIT_CWD ?? ".", folder);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return path;
  const got = found ? "is a file" : "is not there";
  throw new UserError(
    `start expects a folder to open, but ${path} ${got}.`,
    "Name a folder that holds notebooks, or none for the lessons.",
  );
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new UserError(`--port expects a number from 1 to 65535, but got "${text}".`, `Use: ${usage}`);
  return port;
}
