// Puts our Jupyter settings (binder/jupyter/) where JupyterLab reads them.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binder, jupyter } from "../paths.mjs";

const server = "jupyter_server_config.json";

/** @typedef {Record<string, Record<string, unknown>>} ServerConfig a trait's value by its class and name */

/**
 * What the welcome page (binder/lab-extensions/unrolled-welcome) is told by Lab's own page.
 * @param {import("./workspace.mjs").Lesson[]} lessons
 */
export const welcome = lessons => ({ unrolledWelcome: JSON.stringify(lessons) });

/**
 * @param {string} folder
 * @param {ServerConfig} more settings that only this place has
 * @param {Record<string, string>} page options of Lab's page
 */
export function labConfig(folder = join(jupyter, "config"), more = {}, page = {}) {
  cpSync(join(binder, "jupyter"), folder, { recursive: true });
  /** @type {ServerConfig} */
  const config = JSON.parse(readFileSync(join(folder, server), "utf8"));
  for (const [name, traits] of Object.entries(more)) config[name] = { ...config[name], ...traits };
  writeFileSync(join(folder, server), `${JSON.stringify(config, null, 2)}\n`);
  const pageFile = join(folder, "labconfig", "page_config.json");
  const pageConfig = { ...JSON.parse(readFileSync(pageFile, "utf8")), ...page };
  writeFileSync(pageFile, `${JSON.stringify(pageConfig, null, 2)}\n`);
}
