// The environment variables that every program of the set-up gets: caches, temporary files and Jupyter's folders
// inside the project, and none of the user's own Jupyter or Python settings.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cache, jupyter } from "./paths.mjs";

/** Settings that would bring another environment's packages, kernels or options into ours. */
const foreign = [
  "PYTHONPATH",
  "PYTHONHOME",
  "VIRTUAL_ENV",
  "CONDA_PREFIX",
  "JUPYTER_PATH",
  "JUPYTER_CONFIG_PATH",
  "JUPYTER_PREFER_ENV_PATH",
  "JUPYTER_NO_CONFIG",
];

/** @returns {NodeJS.ProcessEnv} */
export function environment() {
  const temporary = join(cache, "tmp");
  mkdirSync(temporary, { recursive: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    npm_config_cache: join(cache, "npm"),
    PIP_CACHE_DIR: join(cache, "pip"),
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    UV_CACHE_DIR: join(cache, "uv"),
    UV_PYTHON_DOWNLOADS: "never",
    UV_NO_PROGRESS: "1",
    // pip asks rustc for its version, and where that is rustup's, the question alone makes a folder in the home.
    RUSTUP_HOME: join(cache, "rustup"),
    XDG_CACHE_HOME: join(cache, "xdg"),
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    NODE_COMPILE_CACHE: join(cache, "compile"),
    JUPYTER_DATA_DIR: join(jupyter, "data"),
    JUPYTER_CONFIG_DIR: join(jupyter, "config"),
    JUPYTER_RUNTIME_DIR: join(jupyter, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: join(jupyter, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: join(jupyter, "workspaces"),
    IPYTHONDIR: join(jupyter, "ipython"),
  };
  for (const name of foreign) delete env[name];
  return env;
}
