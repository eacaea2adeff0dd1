// COCO's captions with a vector of features for each picture; or made-up scenes.
import { type ByteStream, faultOf, withFile } from "../files/byte-stream.ts";
import { readHeader, readNumbers } from "../files/npy.ts";
import { textOf } from "../files/text.ts";
import { type DataSource, type Draws, oneOf } from "./source.ts";

/** Where COCO's files are. */
export interface CocoOptions {
  /** COCO's annotations, captions_train2014.json. */
  captions?: string;
  /** A .npy file [pictures, size]: a row of features for each picture. */
  features?: string;
  /** A .npy file [pictures] with COCO's number of each row's picture; the order of the annotations' `images` where left out. */
  ids?: string;
}

/** Captions and features without a tensor. */
export interface PlainCoco extends DataSource {
  readonly captions: readonly string[];
  /** For each caption its row of features. */
  readonly rows: readonly number[];
  readonly features: Float32Array;
  /** [pictures, size] */
  readonly shape: readonly number[];
}

export async function coco(who: string, { captions, features, ids }: CocoOptions, draws: Draws): Promise<PlainCoco> {
  if (captions === undefined && features === undefined) return scenes(draws);
  if (captions === undefined || features === undefined)
    throw new TypeError(`${who} expects both { captions: "captions_train2014.json", features: "features.npy" }, or none of them, but got only ${captions === undefined ? "features" : "captions"}`); // biome-ignore format: a line
  const table = await withFile(who, "a .npy file of features", features, numbers("float32"));
  const [pictures, size] = table.shape;
  const fault = faultOf(who, "features [pictures, size]", features);
  if (table.shape.length !== 2) throw fault(`it is [${table.shape.join(", ")}]`);
  const known = await withFile(who, "COCO's captions as JSON", captions, annotations);
  const order = ids === undefined ? known.images : Array.from((await withFile(who, "a .npy file of picture numbers", ids, numbers("float64"))).data); // biome-ignore format: a line
  if (order.length !== pictures)
    throw fault(`it has ${pictures} rows for ${order.length} pictures`, "{ ids } says which picture each row is of");
  const rowOf = new Map(order.map((id, row) => [id, row]));
  // Features of a part of the pictures leave the other captions out.
  const some = known.captions.filter(({ image }) => rowOf.has(image));
  if (some.length === 0) throw fault("no caption is of one of its pictures", "captions and features must be of the same part of COCO"); // biome-ignore format: a line
  return {
    captions: some.map(({ text }) => text),
    rows: some.map(({ image }) => rowOf.get(image)!),
    features: table.data as Float32Array,
    shape: [pictures!, size!],
    source: "COCO's captions",
    generated: false,
  };
}

const numbers = (dtype: "float32" | "float64") => async (bytes: ByteStream) =>
  readNumbers(bytes, await readHeader(bytes), dtype);

interface Annotations {
  images: number[];
  captions: { image: number; text: string }[];
}

async function annotations(bytes: ByteStream): Promise<Annotations> {
  let text = "";
  for await (const part of textOf(bytes, "utf-8")) text += part;
  const fields = (item: unknown) => (item ?? {}) as Record<string, unknown>;
  let all: Record<string, unknown>;
  try {
    all = fields(JSON.parse(text));
  } catch (error) {
    throw bytes.fault(`it is no JSON (${(error as Error).message})`);
  }
  const { images, annotations: list } = all;
  if (!Array.isArray(images) || !Array.isArray(list)) throw bytes.fault("it has no lists images and annotations", "COCO's file of captions has both"); // biome-ignore format: a line
  return {
    images: images.map((image, i) => {
      const { id } = fields(image);
      if (typeof id !== "number") throw bytes.fault(`images[${i}] has no number id`);
      return id;
    }),
    captions: list.map((annotation, i) => {
      const { image_id: image, caption } = fields(annotation);
      if (typeof image !== "number" || typeof caption !== "string")
        throw bytes.fault(
          `annotations[${i}] has no image_id and caption`,
          "captions_….json has them, instances_….json has not",
        );
      return { image, text: caption.trim() };
    }),
  };
}

const colors = ["red", "green", "blue", "yellow"];
const things = ["ball", "cube", "dog", "car", "tree"];
const places = ["left of", "right of", "above", "below"];
const parts = [colors, things, places, colors, things];

/** Two things, their colors and how they stand, each as a one of its own among noise; two captions a picture. */
function scenes(draws: Draws): PlainCoco {
  const count = 500;
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const features = Float32Array.from({ length: count * size }, () => draws.uniform(-0.1, 0.1));
  const captions: string[] = [];
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    const words = parts.map(part => oneOf(draws, part));
    let at = row * size;
    for (const [i, part] of parts.entries()) {
      features[at + part.indexOf(words[i]!)]! += 1;
      at += part.length;
    }
    const [color, thing, place, otherColor, other] = words;
    captions.push(`a ${color} ${thing} ${place} a ${otherColor} ${other}`, `there is a ${color} ${thing}`);
    rows.push(row, row);
  }
  return { captions, rows, features, shape: [count, size], source: "generated scenes", generated: true };
}
