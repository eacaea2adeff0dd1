// A .keras file: a zip of config.json and model.weights.h5, both stored as they are.
import { crc32 } from "../../serialization/index.ts";
import { type Dialect, layersOf, type Topology } from "../topology.ts";

export interface KerasArchive {
  readonly weights: Uint8Array<ArrayBuffer>;
  /** What config.json says of the layers of a Sequential model; undefined for another. */
  readonly layers: readonly Topology[] | undefined;
}

const signatures = { end: 0x06054b50, entry: 0x02014b50, file: 0x04034b50 };

/** Whether bytes begin as a zip archive does. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** @throws Error for an archive that is damaged, or no model of Keras */
export function readArchive(who: string, bytes: Uint8Array<ArrayBuffer>, next: string): KerasArchive {
  const refuse = (got: string): never => {
    throw new Error(`${who} expects a model of Keras 3, whole, but got ${got}; ${next}`);
  };
  const entries = entriesOf(bytes) ?? refuse("a zip archive that is damaged");
  const fileOf = (name: string): Uint8Array<ArrayBuffer> => {
    const entry = entries.find(one => one.name === name);
    if (!entry) return refuse(`a zip archive without ${name}`);
    const view = viewOf(bytes);
    const isThere = entry.at + 30 <= bytes.length && view.getUint32(entry.at, true) === signatures.file;
    if (!isThere || entry.method !== 0) return refuse(`${name} in a form that Keras does not write`);
    const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
    const file = bytes.subarray(start, start + entry.size);
    if (file.length !== entry.size || crc32(file) !== entry.crc) refuse(`${name} that is damaged`);
    return file;
  };
  const weights = fileOf("model.weights.h5");
  const text = new TextDecoder().decode(fileOf("config.json"));
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    refuse("a config.json that is no JSON");
  }
  return { weights, layers: layersOf(config) };
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly at: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The directory at the end of the archive; undefined where it is not whole. */
function entriesOf(bytes: Uint8Array): Entry[] | undefined {
  const view = viewOf(bytes);
  const last = bytes.length - 22;
  let end = last;
  while (end >= 0 && end > last - 65_536 && view.getUint32(end, true) !== signatures.end) end--;
  if (end < 0 || end <= last - 65_536) return undefined;
  const count = view.getUint16(end + 10, true);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== signatures.entry) return undefined;
    const [nameLength, extra, comment] = [28, 30, 32].map(place => view.getUint16(at + place, true)) as [number, number, number]; // biome-ignore format: a line
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

const names: { readonly [activation: string]: string } = { hardSigmoid: "hard_sigmoid", leakyRelu: "leaky_relu" };

/** Keras 3 writes every option. Its activations are ours; that of a layer of one's own is an object. */
export const ofKeras: Dialect = {
  defaults: {},
  activation: name => names[name] ?? name,
  instead: (_, activation) =>
    Object.entries(names)
      .find(([, theirs]) => theirs === activation)
      ?.map(name => JSON.stringify(name))[0],
};
