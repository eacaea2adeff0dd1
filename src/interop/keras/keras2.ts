// The .h5 of Keras 2 (and of Keras 3's model.save("model.h5")): groups by the names of layers, each with a list of its weights in order.
import type { Hdf5Contents } from "../hdf5/read.ts";
import { layersOf, type Topology } from "../topology.ts";

/** A weight as the file has it. */
export interface Keras2Weight {
  /** "lstm/lstm/lstm_cell/kernel:0" */
  readonly path: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export interface Keras2File {
  /** In the order of `get_weights()`. */
  readonly weights: readonly Keras2Weight[];
  /** What the file says of the layers of a Sequential model; undefined for another, or for a file of weights alone. */
  readonly layers: readonly Topology[] | undefined;
}

/** Where `model.save` puts the weights; `save_weights` puts them at the root. */
const inModel = "model_weights";

/** Whether a file is in this form. */
export const isKeras2 = ({ groups }: Hdf5Contents): boolean =>
  groups.has(inModel) || namesIn(groups.get("") ?? {}, "layer_names") !== undefined;

/** @throws Error, by `refuse`, where the file lists weights that are not in it */
export function readKeras2({ groups, datasets }: Hdf5Contents, refuse: (got: string) => never): Keras2File {
  const above = groups.has(inModel) ? inModel : "";
  const layers = namesIn(groups.get(above)!, "layer_names") ?? refuse("a file that lists no layers");
  const weights = layers.flatMap(layer => {
    const place = above === "" ? layer : `${above}/${layer}`;
    const names = namesIn(groups.get(place) ?? refuse(`a file without its layer ${layer}`), "weight_names");
    return (names ?? refuse(`a file in which ${layer} lists no weights`)).map(name => {
      const path = `${place}/${name}`;
      return { path, ...(datasets.get(path) ?? refuse(`a file without its weight ${path}`)) };
    });
  });
  return { weights, layers: layersOf(parsed(groups.get("")!.model_config)) };
}

/** A list of texts, which Keras cuts in parts where it is long: "weight_names0", "weight_names1", … */
function namesIn(attributes: { readonly [name: string]: unknown }, name: string): readonly string[] | undefined {
  const whole = attributes[name];
  const parts: unknown[] = [];
  for (let i = 0; whole === undefined && attributes[`${name}${i}`] !== undefined; i++)
    parts.push(attributes[`${name}${i}`]);
  const list = whole === undefined ? parts : [whole];
  if (list.length === 0) return undefined;
  const names = list.flat();
  // An empty list has lost its kind: Keras writes it as numbers, of which there are none.
  return names.every(one => typeof one === "string") ? names : undefined;
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // a damaged description: the weights have shapes, which are compared
  }
}
