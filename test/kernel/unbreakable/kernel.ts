// The kernel as a front end starts it, with TypeScript, the processes behind it and the toolkit, asked over its sockets.
import { fileURLToPath } from "node:url";
import { type Answer, type KernelClient, startKernel } from "../../../kernel/client.ts";

const sources = fileURLToPath(new URL("../../../kernel/main.ts", import.meta.url));
const built = fileURLToPath(new URL("../../../dist/kernel/main.js", import.meta.url));

export interface StartOptions {
  /** Whether to start dist/, which takes half the time. */
  dist?: boolean;
  /** Whether the toolkit is in scope: that is dist/'s, too. */
  toolkit?: boolean;
}

export const argv = ({ dist = false, toolkit = false }: StartOptions = {}) => [
  process.execPath,
  dist ? built : sources,
  ...(toolkit ? ["--preload", "unrolled", "--preload", "unrolled/assignments"] : []),
  "{connection_file}",
];

export const start = (options?: StartOptions): Promise<KernelClient> => startKernel({ argv: argv(options) });

/** What was printed for a cell so far. */
export const printed = ({ iopub }: Pick<Answer, "iopub">, name = "stdout"): string =>
  iopub.map(({ content }) => (content.name === name ? String(content.text) : "")).join("");

export const result = ({ iopub }: Answer): unknown => {
  const message = iopub.find(({ header }) => header.msg_type === "execute_result");
  return (message?.content.data as { [mimeType: string]: unknown } | undefined)?.["text/plain"];
};

/** Everything broadcast for a request, also what came when it was done. */
export const belonging = (kernel: KernelClient, { reply }: Pick<Answer, "reply">): Pick<Answer, "iopub"> => ({
  iopub: kernel.broadcasts.filter(({ parent_header }) => parent_header.msg_id === reply.parent_header.msg_id),
});
