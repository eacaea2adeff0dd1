// The set-up: its steps in order, those side by side that do not need each other.

import { alone } from "../lock.mjs";
import { createProgress } from "../progress.mjs";
import { UserError } from "../user-error.mjs";
import { build } from "./build.mjs";
import { jupyterLab } from "./jupyter.mjs";
import { kernelspec } from "./kernelspec.mjs";
import { data, node, packages } from "./packages.mjs";

/**
 * Makes whatever is missing, and nothing else.
 * @param {{ jupyter?: boolean | "with tests", course?: string | undefined, withData?: boolean }} [options] `course`: the module
 * of one's own; `withData`: the packages that carry real data, too
 * @returns {Promise<{ jupyterTrouble?: UserError }>} why there is no JupyterLab, where it could not be had
 */
export async function setUp({ jupyter = false, course, withData = false } = {}) {
  return alone(
    async () => {
      const lab = jupyter ? [jupyterLab({ withTests: jupyter === "with tests" })] : [];
      const todo = [packages, node, build, ...(withData ? [data] : []), ...lab].filter(step => step.needed());
      const progress = createProgress(todo.length);
      const does = (/** @type {(typeof todo)[number]} */ step) =>
        todo.includes(step) ? progress.step(step.title, step.run) : undefined;

      // Every lane goes to its end even where another fails: what is finished need not be done again.
      const [project, ownNode, realData, python] = await Promise.allSettled([
        (async () => {
          await does(packages);
          await does(build);
        })(),
        does(node),
        does(data),
        Promise.all(lab.map(does)),
      ]);
      for (const lane of [project, ownNode, realData]) if (lane.status === "rejected") throw lane.reason;
      await kernelspec({ course });
      if (python.status === "fulfilled") return {};
      if (!(python.reason instanceof UserError)) throw python.reason;
      return { jupyterTrouble: python.reason };
    },
    owner => console.log(`Waiting: another set-up of this folder is running (process ${owner}).`),
  );
}
