// Bad input at the door: every call of calls.ts, spoiled at one argument or option at a time, as the door's types tell what does
// not belong there. Each is refused in words (who, what is expected, what came), and nothing is changed by it.
import assert from "node:assert/strict";
import "../on-reference.ts";
import * as u from "../../../src/index.ts";
import { times } from "../../soak.ts";
import { captured } from "../captured.ts";
import { calls, methods } from "./calls.ts";
import { badValues, type Place, placesOfDoor } from "./signatures.ts";

/** What JavaScript itself says of what a function did not look at. */
const native =
  /Cannot (read|convert|destructure|mix|set|use)|is not a function|is not iterable|is not a constructor|Invalid (array|typed)|BigInt|Maximum call|\[object|but got undefined$|in operator/;

/** Where a bad value is none, and why. */
const meant: { readonly [place: string]: string } = {
  "perplexity(loss = NaN)": "the perplexity of NaN is NaN",
  "pow(n = NaN)": "as NumPy",
  "full(value = NaN)": "as NumPy",
  "fullLike(value = NaN)": "as NumPy",
  "Rng.choice(n = list)": "one of a list",
  "nextToken(sequence = list)": "a list of any items",
  "manyToMany(sequence = list)": "a list of any items",
  "manyToOne(sequence = list)": "a list of any items",
};

/** What is at the door and spoiled elsewhere, or takes nothing that could be spoiled. */
const elsewhere = /^(read(Csv|Idx|Npy|Npz|Reviews|Text)|load(Coco|Digits|Emails|Imdb|MobyDick|Names|Pronunciations|Speeches)|wasm|tfjs|setBackend|setThreads|drawing|Drawing|Figure|Gradient|GradientCheck|NonFinite|LBFGS|Optimizer|Tensor|Layer|Module|RecurrentCell|fromKeras)$/; // biome-ignore format: a list

interface Spoiled {
  /** "dense({ trainable: text })" */
  title: string;
  /** The arguments of the call, made anew. */
  args: () => unknown[];
}

/** Every way to spoil one argument or one option of a call. */
function spoiled(name: string, right: () => readonly unknown[], places: readonly Place[]): Spoiled[] {
  return places.flatMap((place, i) => {
    const withArgument = (change: (before: unknown) => unknown) => () => {
      const args = Array.from({ length: Math.max(right().length, i + 1) }, (_, j) => right()[j]);
      args[i] = change(args[i]);
      return args;
    };
    const withOption = (option: string, value: unknown) =>
      withArgument(before => ({ ...(isPlain(before) ? before : {}), [option]: value }));
    const options = place.options?.flatMap(option =>
      option.refuses.map(kind => ({
        title: `${name}({ ${option.name}: ${kind} })`,
        args: withOption(option.name, badValues[kind]!.value),
      })),
    );
    return [
      ...place.refuses.map(kind => ({
        title: `${name}(${place.name} = ${kind})`,
        args: withArgument(() => badValues[kind]!.value),
      })),
      ...(options ?? []),
      ...(options ? [{ title: `${name}({ color: 1 })`, args: withOption("color", 1) }] : []),
    ];
  });
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** All that a call could change in what it was handed: weights, what an optimizer remembers, where a generator stands. */
function stateOf(value: unknown): unknown {
  if (value instanceof u.Rng) return value.state;
  if (value instanceof u.SequentialModel && value.layers.every(layer => layer.outputShape))
    return JSON.stringify(value.save());
  if (value instanceof u.Module) {
    try {
      return JSON.stringify(u.saveWeights(value));
    } catch {
      return "no weights yet";
    }
  }
  if (value instanceof u.Tensor) return value.toArray();
  if (Array.isArray(value)) return value.map(stateOf);
  return isPlain(value) ? Object.entries(value).map(([name, inner]) => [name, stateOf(inner)]) : typeof value;
}

/** Shapes that hardly fit: where they do, a call may compute. */
const shapes: { readonly [name: string]: () => u.Tensor } = {
  "[]": () => u.tensor(1),
  "[0]": () => u.zeros([0]),
  "[7]": () => u.ones([7]),
  "[2, 0, 3]": () => u.zeros([2, 0, 3]),
  "[5, 4, 3, 2]": () => u.ones([5, 4, 3, 2]),
  "[2, 3] of float64": () => u.ones([2, 3], { dtype: "float64" }),
};

async function run(name: string, of: object | undefined, args: readonly unknown[]): Promise<void> {
  type Call = (...args: readonly unknown[]) => unknown;
  const door = u as unknown as { readonly [name: string]: Call & (new (...args: readonly unknown[]) => unknown) };
  const result = of
    ? (of as { [name: string]: Call })[name.split(".")[1]!]!(...args)
    : name.startsWith("new ")
      ? new door[name.slice(4)]!(...args)
      : door[name]!(...args);
  const steps = result as { [Symbol.asyncIterator]?: unknown } | undefined;
  if (typeof steps?.[Symbol.asyncIterator] !== "function") await result;
  else for await (const _ of steps as AsyncIterable<unknown>);
}

describe("bad input at the door", () => {
  let places: ReturnType<typeof placesOfDoor>;
  before(() => {
    places = placesOfDoor();
  });
  const all = [
    ...Object.entries(calls).map(([name, right]) => ({ name, of: () => undefined, right })),
    ...Object.entries(methods).map(([name, { of, with: right }]) => ({ name, of, right })),
  ];
  /** `npm test` tries a part of them, evenly taken; the soak all. */
  const every = times(10, 1);

  it("has a right call of everything", async () => {
    const missing = Object.entries(u)
      .filter(([name, value]) => typeof value === "function" && !elsewhere.test(name))
      .filter(([name]) => !(name in calls) && !(`new ${name}` in calls));
    assert.deepEqual(missing.map(([name]) => name), []); // biome-ignore format: a line
    for (const { name, of, right } of all)
      await captured(() => assert.doesNotReject(async () => run(name, of(), right()), `${name} as calls.ts has it`));
  });

  it("of another shape or dtype is computed or refused in words, and then nothing is changed", async () => {
    const raw: string[] = [];
    const changed: string[] = [];
    for (const { name, of, right } of all)
      for (const [i, place] of places(name).entries())
        for (const which of [
          ...(place.takesTensor ? [undefined] : []),
          ...(place.options ?? []).filter(({ takesTensor }) => takesTensor),
        ])
          for (const [shape, make] of Object.entries(shapes)) {
            const title = `${name}(${which?.name ?? place.name} of shape ${shape})`;
            const [self, given] = [of(), [...right()]];
            while (given.length <= i) given.push(undefined);
            given[i] = which ? { ...(isPlain(given[i]) ? given[i] : {}), [which.name]: make() } : make();
            const before = JSON.stringify([stateOf(self), given.map(stateOf)]);
            const error: unknown = await captured(() => run(name, self, given)).then(
              () => undefined,
              thrown => thrown,
            );
            if (error === undefined) continue;
            if (!(error instanceof Error) || native.test(error.message)) raw.push(`${title}: ${String(error)}`);
            if (JSON.stringify([stateOf(self), given.map(stateOf)]) !== before) changed.push(title);
          }
    assert.deepEqual({ raw, changed }, { raw: [], changed: [] });
  });

  it("is refused in words, and nothing is changed", async () => {
    let count = 0;
    const silent: string[] = [];
    const raw: string[] = [];
    const changed: string[] = [];
    for (const { name, of, right } of all)
      for (const { title, args } of spoiled(name, right, places(name))) {
        if (title in meant || count++ % every > 0) continue;
        const [self, given] = [of(), args()];
        const before = JSON.stringify([stateOf(self), given.map(stateOf)]);
        const error: unknown = await run(name, self, given).then(
          () => undefined,
          thrown => thrown,
        );
        if (!(error instanceof Error)) silent.push(title);
        else if (native.test(error.message)) raw.push(`${title}: ${error.message}`);
        if (JSON.stringify([stateOf(self), given.map(stateOf)]) !== before) changed.push(title);
      }
    assert.ok(count > 11_000, `${count} ways to spoil a call`);
    assert.deepEqual({ silent, raw, changed }, { silent: [], raw: [], changed: [] });
  });
});
