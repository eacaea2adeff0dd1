// The compiler's thread as a session starts it: with the kernel's own names in every cell.
import { fileURLToPath } from "node:url";
import { createNames } from "../display/names.ts";
import { LanguageThread } from "../language/thread/thread.ts";
import type { SessionOptions } from "./interface.ts";

export function startLanguage({
  engine,
  cwd,
  preload,
  required = [],
  servesMany = false,
}: Required<Pick<SessionOptions, "engine" | "cwd" | "preload">> &
  Pick<SessionOptions, "required"> & { servesMany?: boolean }) {
  return new LanguageThread({
    engine,
    cwd,
    preload,
    required,
    servesMany,
    builtins: {
      module: fileURLToPath(new URL("../display/names.js", import.meta.url)),
      type: "Names",
      names: Object.keys(createNames({ emit() {}, ask: () => "" }).names),
    },
    served: { tslab: fileURLToPath(new URL("../display/tslab-module.js", import.meta.url)) },
  });
}
