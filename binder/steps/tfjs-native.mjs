// TensorFlow.js's native packages without the download that their install scripts make: their npm packages hold the C++ of the
// binding, and TensorFlow's PyPI package the library with its C interface. So the binding is compiled here.

import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { binder, cache } from "../paths.mjs";
import { ask, run } from "../run.mjs";
import { fingerprint, readStamp, stamped } from "../stamp.mjs";
import { UserError } from "../user-error.mjs";
import { tfjs } from "./packages.mjs";
import { findPython } from "./python.mjs";

/** @typedef {import("../progress.mjs").Tell} Tell */

const folder = join(binder, "tfjs");
export const tfjsModules = join(folder, "node_modules");
const library = join(cache, "tensorflow");
const natives = ["tfjs-node", "tfjs-node-gpu"].map(name => join(tfjsModules, "@tensorflow", name));
const addonOf = (/** @type {string} */ at) => join(at, "lib", "napi-v8", "tfjs_binding.node");
const compilers = [process.env.CXX, "g++", "clang++", "c++"];

const tensorFlow = {
  title: "TensorFlow's library, 270 MB",
  needed: () => readStamp(join(library, ".unrolled")) !== fingerprint(folder, ["tensorflow-requirements.txt"]),
  run: () =>
    stamped(join(library, ".unrolled"), fingerprint(folder, ["tensorflow-requirements.txt"]), async () => {
      const python = await findPython();
      if (!python.pip)
        throw new UserError(`TensorFlow's library is fetched by pip, which Python ${python.version.join(".")} (${python.path}) lacks.`, "Debian: sudo apt install python3-pip"); // biome-ignore format: a line
      rmSync(library, { recursive: true, force: true });
      mkdirSync(library, { recursive: true });
      const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--require-hashes"];
      const wheel = ["--only-binary", ":all:", "--python-version", "3.11", "--platform", "manylinux_2_27_x86_64"];
      const from = ["--dest", library, "-r", join(folder, "tensorflow-requirements.txt")];
      await run("Getting TensorFlow's library", python.path, [...pip, ...wheel, ...from], {
        next: "It needs the network. Run the same command again when that is there.",
      });
      await run("Unpacking TensorFlow's library", python.path, [join(folder, "unpack.py"), library]);
    }),
};

const binding = {
  title: "the native modules of tfjs-node and tfjs-node-gpu",
  needed: () => !natives.every(at => existsSync(addonOf(at))),
  async run() {
    const compiler = await findCompiler();
    const [at] = /** @type {[string, ...string[]]} */ (natives); // the C++ is the same in both
    const place = join(library, "tensorflow");
    const made = join(library, "tfjs_binding.node");
    const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map(name => join(at, "binding", name));
    const headers = [join(tfjsModules, "node-api-headers", "include"), join(place, "include")].map(path => `-I${path}`);
    const libraries = ["cc", "framework"].map(name => join(place, `libtensorflow_${name}.so.2`));
    const options = ["-O2", "-std=c++17", "-fPIC", "-shared", "-w", "-DNAPI_VERSION=8", `-Wl,-rpath,${place}`];
    await run("Compiling the native module", compiler, [...options, ...headers, ...sources, ...libraries, "-o", made]);
    for (const addon of natives.map(addonOf)) {
      mkdirSync(join(addon, ".."), { recursive: true });
      copyFileSync(made, addon);
    }
  },
};

async function findCompiler() {
  for (const compiler of compilers) if (compiler && (await ask(compiler, ["--version"]))) return compiler;
  throw new UserError(
    "The native modules are compiled here, and there is no C++ compiler.",
    "Debian: sudo apt install g++",
  );
}

/** The steps in order. @throws UserError where they cannot be done on this machine */
export function tfjsNative() {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new UserError(
      `npm run tfjs-native is for Linux on x64, but this is ${process.platform} on ${process.arch}.`,
      "npm install @tensorflow/tfjs-node@4.22.0 brings a library for this machine, by its own download.",
    );
  return [tfjs, tensorFlow, binding];
}
