// The three comm messages differ only in what the cells' side makes of them: all are handed to it.
import { joinStreams } from "../display/join-streams.ts";
import type { CommMessage } from "../protocol/comm.ts";
import type { Context } from "./handler.ts";
import { publishOutput } from "./publish-output.ts";

/** Resolves when the cells' callbacks have returned: a front end holds a slider's next value back until then. */
export async function handOver(
  content: Omit<CommMessage, "metadata" | "buffers">,
  { session, publish, message }: Context,
): Promise<undefined> {
  const { metadata } = message;
  const buffers = message.buffers.map(bytes => Buffer.from(bytes).toString("base64"));
  const outputs = joinStreams(output => publishOutput(output, publish));
  await (await session).comm({ ...content, metadata, buffers } as CommMessage, { onOutput: outputs.add });
  outputs.flush();
  return undefined;
}
