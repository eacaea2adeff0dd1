// The door through which JupyterLab takes the extension in: a module-federation container, written by hand because a
// builder would bring a webpack for twenty lines. `init` gets Lab's own packages, `get` gives the plugin.
// https://jupyterlab.readthedocs.io/en/stable/extension/extension_dev.html#prebuilt-extensions

(() => {
  const plugin = new URL("plugin.mjs", document.currentScript.src).href;
  let shared;
  /** Lab's own copy of one of its packages: the one that its plugins use, so that tokens and signals are the same. */
  const lab = async name => (await Object.values(shared[name])[0].get())();

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["unrolled-hand-in"] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const names = ["@lumino/widgets", "@jupyterlab/apputils", "@jupyterlab/notebook"];
      const [{ createPlugin }, { Widget }, { Dialog, ICommandPalette, ToolbarButton }, { INotebookTracker }] =
        await Promise.all([import(plugin), ...names.map(lab)]);
      const module = {
        __esModule: true,
        default: createPlugin({ Widget, Dialog, ToolbarButton, ICommandPalette, INotebookTracker }),
      };
      return () => module;
    },
  };
})();
