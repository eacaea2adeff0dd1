// npm run tfjs-native [-- FOLDER]: sets up @tensorflow/tfjs-node and -gpu without the download that their install scripts make, in
// binder/tfjs, and lets notebooks of a folder import them.

import { lstatSync, mkdirSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { alone } from "../lock.mjs";
import { shown } from "../paths.mjs";
import { createProgress } from "../progress.mjs";
import { tfjsModules, tfjsNative } from "../steps/tfjs-native.mjs";
import { UserError } from "../user-error.mjs";

/** @param {string[]} args */
export default async function tfjsNativeCommand([folder, ...more]) {
  if (more.length > 0) throw new UserError(`tfjs-native expects one folder, but got ${1 + more.length}.`);
  const link = folder === undefined ? undefined : placeFor(resolve(process.env.INIT_CWD ?? ".", folder));
  const todo = tfjsNative();
  await alone(
    async () => {
      const progress = createProgress(todo.filter(step => step.needed()).length);
      for (const step of todo) if (step.needed()) await progress.step(step.title, step.run);
    },
    owner => console.log(`Waiting: another set-up of this folder is running (process ${owner}).`),
  );
  if (link === undefined)
    console.log(`TensorFlow.js is in ${shown(tfjsModules)}. For notebooks of a folder: npm run tfjs-native -- FOLDER`);
  else {
    if (lstatSync(link, { throwIfNoEntry: false })) unlinkSync(link);
    symlinkSync(join(tfjsModules, "@tensorflow"), link, "dir");
    console.log(`Notebooks in ${shown(resolve(link, "..", ".."))} can now await setBackend("tfjs-node").`);
  }
  return 0;
}

/** Where a folder's notebooks look for these packages. @param {string} folder */
function placeFor(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`tfjs-native expects a folder that holds notebooks, but ${folder} is none.`);
  const link = join(folder, "node_modules", "@tensorflow");
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there && !there.isSymbolicLink())
    throw new UserError(`${link} holds packages that npm installed.`, `Delete it, then run the same command again.`);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  return link;
}
