// Puts our Jupyter settings (binder/jupyter/) where JupyterLab reads them.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binder, jupyter } from "../paths.mjs";

const server = "jupyter_server_config.json";

/** @typedef {Record<string, Record<string, unknown>>} ServerConfig a trait's value by its class and name */

/**
 * @param {string} folder
 * @param {ServerConfig} more settings that only this place has
 */
export function labConfig(folder = join(jupyter, "config"), more = {}) {
  cpSync(join(binder, "jupyter"), folder, { recursive: true });
  /** @type {ServerConfig} */
  const config = JSON.parse(readFileSync(join(folder, server), "utf8"));
  for (const [name, traits] of Object.entries(more)) config[name] = { ...config[name], ...traits };
  writeFileSync(join(folder, server), `${JSON.stringify(config, null, 2)}\n`);
}
