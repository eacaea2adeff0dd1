// What cells say, as IOPub messages.
import type { Output } from "../protocol/output.ts";
import type { Context } from "./handler.ts";

export function publishOutput(output: Output, publish: Context["publish"]): void {
  if (output.type === "stream") publish("stream", { name: output.name, text: output.text });
  else if (output.type === "clear") publish("clear_output", { wait: output.wait });
  else if (output.type === "display") publishDisplay(output, publish);
  else if (output.type === "page") publishDisplay({ ...output, type: "display" }, publish);
  else {
    const { type, metadata, buffers, ...content } = output;
    publish(type, content, { metadata, buffers: buffers.map(text => Buffer.from(text, "base64")) });
  }
}

function publishDisplay(output: Output & { type: "display" }, publish: Context["publish"]): void {
  const { displayId: display_id, update, data, metadata } = output;
  if (display_id === undefined) publish("display_data", { data, metadata, transient: {} });
  else publish(update ? "update_display_data" : "display_data", { data, metadata, transient: { display_id } });
}
