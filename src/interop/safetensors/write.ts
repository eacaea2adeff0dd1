// Writes a safetensors file.
import type { TorchWeights } from "../../nn/index.ts";
import { describe } from "../../options.ts";
import { Tensor } from "../../tensor/index.ts";
import type { NamedWeights } from "../named-weights.ts";

/**
 * Tensors by name as the bytes of a safetensors file, which `safetensors.torch.load_file` reads in Python.
 * @throws TypeError for what is no tensors by name; RangeError for the name "__metadata__", which the format keeps for itself
 * @example
 * const { writeFileSync } = await import("node:fs")
 * writeFileSync("model.safetensors", writeSafetensors(toTorch({ readout })))
 */
export function writeSafetensors(weights: NamedWeights | TorchWeights<Tensor>): Uint8Array<ArrayBuffer> {
  const isNamed = typeof weights === "object" && weights !== null && !(weights instanceof Tensor);
  if (!isNamed || Array.isArray(weights) || ArrayBuffer.isView(weights))
    throw new TypeError(
      `writeSafetensors expects tensors by name, as toTorch(model) gives them, but got ${describe(weights)}`,
    );
  const entries = Object.entries(weights as NamedWeights);
  for (const [name, value] of entries) {
    if (!(value instanceof Tensor))
      throw new TypeError(`writeSafetensors expects a tensor by every name, but ${name} is ${describe(value)}`);
    if (name === "__metadata__") throw new RangeError('writeSafetensors expects another name than "__metadata__"');
  }
  // The official writer's order: the widest numbers first, so that all stay aligned, then by name.
  const ordered = entries.map(([name, value]) => ({ name, shape: value.shape, values: value.values() }));
  const width = ({ values }: (typeof ordered)[number]) => values.BYTES_PER_ELEMENT;
  ordered.sort((a, b) => width(b) - width(a) || (a.name < b.name ? -1 : 1));
  let at = 0;
  const specs = ordered.map(({ name, shape, values }) => {
    const from = at;
    at += values.byteLength;
    const dtype = values.BYTES_PER_ELEMENT === 8 ? "F64" : "F32";
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [from, at] })}`;
  });
  const text = new TextEncoder().encode(`{${specs.join(",")}}`);
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength).set(text, 8);
  let offset = 8 + headerLength;
  for (const { values } of ordered) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return bytes;
}
