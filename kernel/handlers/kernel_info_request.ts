import { createRequire } from "node:module";
import { protocolVersion } from "../protocol/message.ts";
import type { Handler } from "./handler.ts";

/** Needs no session: a front end waits for this reply before it shows the kernel as alive. */
export const kernel_info_request: Handler<"kernel_info_request"> = () => {
  const version = packageVersion("unrolled");
  const typescript = packageVersion("typescript7");
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "unrolled",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "application/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `Unrolled ${version} · TypeScript ${typescript} · Node ${process.versions.node}`,
    debugger: false,
    help_links: [
      { text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
      { text: "Node.js API", url: "https://nodejs.org/api/" },
    ],
    supported_features: ["kernel subshells"],
  };
};

function packageVersion(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return version;
}
