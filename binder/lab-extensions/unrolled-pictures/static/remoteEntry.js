// The door through which JupyterLab takes the extension in: a module-federation container, written by hand because a
// builder would bring a webpack for twenty lines. `init` gets Lab's own packages, `get` gives the extension.
// https://jupyterlab.readthedocs.io/en/stable/extension/extension_dev.html#prebuilt-extensions

(() => {
  const { src } = document.currentScript;
  const here = name => new URL(name, src).href;
  let shared;
  /** Lab's own copy of one of its packages: the one that its plugins use. */
  const lab = async name => (await Object.values(shared[name])[0].get())();

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["unrolled-pictures"] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const [{ createExtension }, { createLibrary }, { makeReadable }, { Widget }] = await Promise.all([
        import(here("figure.mjs")),
        import(here("library.mjs")),
        import(here("readable.mjs")),
        lab("@lumino/widgets"),
      ]);
      makeReadable(document, MutationObserver);
      // Beside the folder of this file, whose name changes with it; theirs hold a version.
      const library = createLibrary(window, name => here(`../${name}`));
      const module = { __esModule: true, default: createExtension({ Widget, library }) };
      return () => module;
    },
  };
})();
