// npm start -- [--no-browser] [--port N] [--course DIR]: sets up what is missing, then opens JupyterLab on the first lesson.

import { parseArgs } from "node:util";
import { openBrowser } from "../lab/browser.mjs";
import { startLab } from "../lab/lab.mjs";
import { choosePort } from "../lab/port.mjs";
import { courseEntry } from "../steps/course.mjs";
import { setUp } from "../steps/index.mjs";
import { UserError } from "../user-error.mjs";

const usage = "npm start -- [--no-browser] [--port N] [--course DIR]";

/** @param {string[]} args */
export default async function start(args) {
  const { browser, port: wanted, course } = readOptions(args);
  // Asked before the set-up, so that a taken port is told at once; and after it, because others start as well.
  await choosePort(wanted);
  const { jupyterTrouble } = await setUp({ jupyter: true, course });
  if (jupyterTrouble) throw jupyterTrouble;

  const lab = await startLab(await choosePort(wanted));
  console.log(`\n  Unrolled is open at  ${lab.address}\n  Ctrl-C ends it.\n`);
  if (browser) openBrowser(lab.address);
  return lab.ended;
}

/** @param {string[]} args */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        "no-browser": { type: "boolean", default: false },
        port: { type: "string" },
        course: { type: "string" },
      },
    });
    const { port, course } = values;
    return {
      browser: !values["no-browser"],
      port: port === undefined ? undefined : readPort(port),
      course: course === undefined ? undefined : courseEntry(course),
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(/** @type {Error} */ (error).message, `Use: ${usage}`);
  }
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535)
    throw new UserError(`--port expects a number from 1 to 65535, but got "${text}".`, `Use: ${usage}`);
  return port;
}
