// Files and saved data that are empty, cut, changed, of another format, or say that they are huge: each reader reads them or refuses
// them in words, and what they were to go into stays as it was.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "../on-reference.ts";
import * as u from "../../../src/index.ts";
import { withChecksum } from "../../../src/serialization/index.ts";
import { times } from "../../soak.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
const fixture = (path: string) => readFileSync(join(fixtures, path));

/** What JavaScript, a parser or a library says of what a reader did not look at. */
const native =
  /Cannot (read|convert|destructure|mix|set|use)|is not a function|is not iterable|Invalid (array|typed)|Array buffer|Maximum call|\[object|(?<!but got |expects )undefined|in operator|outside the bounds|Unexpected (token|end)|in JSON|(?<!data_)offset|out of memory/;

/** One way to read a file, and what it goes into. */
interface Reader {
  title: string;
  file: Buffer;
  /** Reads bytes; gives what they are to change. */
  start(): { read(bytes: Buffer): unknown; into: unknown };
}

const cnn = () => u.sequential([u.embedding(7, 3, { inputShape: [5] }), u.lstm(4), u.dense(2)]);
const trained = () => {
  const model = cnn();
  model.compile({ loss: "mse", optimizer: "adam" });
  model.trainOnBatch([[1, 2, 3, 4, 5]], [[0, 1]]);
  return model;
};
const branched = () => {
  const [a, b] = [u.input({ shape: [3], name: "a" }), u.input({ shape: [3], name: "b" })];
  const both = u.concatenate().call([u.dense(2).call(a), u.dense(2).call(b)]);
  const model = u.functional({ inputs: [a, b], outputs: u.dense(1).call(both) });
  model.compile({ loss: "mse", optimizer: u.sgd(u.exponentialDecay(0.1, 10, 0.5)) });
  return model;
};
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const parsed = (bytes: Buffer): never => JSON.parse(bytes.toString()) as never;

describe("files and saved data", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-bad-files-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const fromPath = (name: string, file: string, read: (path: string) => unknown): Reader => ({
    title: name,
    file: fixture(`data_files/${file}`),
    start: () => ({
      read: bytes => {
        const path = join(folder, file);
        writeFileSync(path, bytes);
        return read(path);
      },
      into: undefined,
    }),
  });
  const saved = <Into extends object>(title: string, make: () => Into, data: (from: Into) => unknown, put: (into: Into, data: never) => unknown): Reader => ({
    title,
    file: json(data(make())),
    start: () => {
      const into = make();
      return { read: bytes => put(into, parsed(bytes)), into };
    },
  }); // biome-ignore format: four arguments
  const adam = () => {
    const model = trained();
    return { model, optimizer: u.adam() };
  };
  const readers: Reader[] = [
    fromPath("readNpy", "f4-fortran.npy", path => u.readNpy(path)),
    fromPath("readNpy, packed", "f4.npy.gz", path => u.readNpy(path)),
    fromPath("readNpz", "packed.npz", path => u.readNpz(path, { names: ["x", "y"] })),
    fromPath("readIdx", "pictures-idx3-ubyte", path => u.readIdx(path)),
    fromPath("readCsv", "table.csv", path => u.readCsv(path)),
    fromPath("readText", "text.txt", path => u.readText(path)),
    fromPath("loadImdb", "imdb-protocol-5.npz", path => u.loadImdb({ path })),
    {
      title: "readSafetensors and fromTorch",
      file: Buffer.from(u.writeSafetensors(u.toTorch(new u.LSTMCell(3, 2, { recurrentBias: true })))),
      start: () => {
        const into = new u.LSTMCell(3, 2, { recurrentBias: true });
        return { read: bytes => u.fromTorch(into, u.readSafetensors(bytes)), into };
      },
    },
    ...["keras_square.weights.h5", "keras_mix.keras"].map(file => ({
      title: `fromKeras, ${file}`,
      file: fixture(`interop/${file}`),
      start: () => {
        const into = cnn();
        return { read: (bytes: Buffer) => u.fromKeras(into, bytes), into };
      },
    })),
    ...(["model.json", "weights.bin"] as const).map(part => ({
      title: `fromTfjs, ${part}`,
      file: Buffer.from(u.toTfjs(cnn())[part]),
      start: () => {
        const into = cnn();
        return { read: (bytes: Buffer) => u.fromTfjs(into, { ...u.toTfjs(cnn()), [part]: bytes }), into };
      },
    })),
    saved("loadModel", trained, model => model.save(), (_, data) => u.loadModel(data)),
    saved("loadModel, functional", branched, model => model.save(), (_, data) => u.loadModel(data)),
    saved("loadWeights", cnn, u.saveWeights, u.loadWeights),
    saved("Optimizer.restore", adam, ({ model, optimizer }) => optimizer.state(model), ({ model, optimizer }, data) => optimizer.restore(model, data)),
  ]; // biome-ignore format: a table

  const stateOf = (into: unknown): unknown =>
    into instanceof u.SequentialModel
      ? JSON.stringify(u.saveWeights(into))
      : into instanceof u.Module
        ? JSON.stringify(u.saveWeights(into))
        : into &&
          JSON.stringify(Object.values(into).map(each => (each instanceof u.SequentialModel ? each.save() : 0)));

  /** @returns what was wrong with how the bytes were refused */
  async function tried(reader: Reader, bytes: Buffer, mayBeRead: boolean): Promise<string | undefined> {
    const { read, into } = reader.start();
    const before = stateOf(into);
    const error: unknown = await (async () => read(bytes))().then(
      () => undefined,
      thrown => thrown,
    );
    if (error === undefined) return mayBeRead ? undefined : "was read";
    if (error instanceof SyntaxError && reader.file[0] === 0x7b && isBroken(bytes)) return undefined; // JSON.parse's own
    if (!(error instanceof Error) || native.test(error.message)) return `said ${String(error)}`;
    return stateOf(into) === before ? undefined : `left it half-changed: ${error.message}`;
  }
  const isBroken = (bytes: Buffer): boolean => {
    try {
      parsed(bytes);
      return false;
    } catch {
      return true;
    }
  };

  const rng = u.seed(5);
  for (const reader of readers) {
    const { file, title } = reader;
    const isText = title === "readText" || title === "readCsv";
    const refused = async (cases: Iterable<[string, Buffer]>, mayBeRead: boolean) => {
      const wrong: string[] = [];
      for (const [which, bytes] of cases) {
        const said = await tried(reader, bytes, mayBeRead);
        if (said !== undefined) wrong.push(`${which} ${said}`);
      }
      assert.deepEqual(wrong, []);
    };

    it(`${title}: empty, cut short`, async () => {
      const ends = Array.from({ length: times(3, 100) }, () => rng.integers(0, file.length));
      await refused([0, 1, file.length - 1, ...ends].map(end => [`cut at ${end}`, file.subarray(0, end)]), isText);
    }); // biome-ignore format: a line

    it(`${title}: changed bytes`, async () => {
      const changed = Array.from({ length: times(5, 300) }, (_, i): [string, Buffer] => {
        const bytes = Buffer.from(file);
        const places = Array.from({ length: rng.integers(1, 5) }, () => rng.integers(0, i % 2 ? Math.min(200, file.length) : file.length));
        for (const at of places) bytes[at] = rng.integers(0, 256);
        return [`changed at ${places.join(", ")}`, bytes];
      }); // biome-ignore format: a line
      await refused(changed, true);
    });

    it(`${title}: files of other formats`, async () => {
      const others = [...readdirSync(join(fixtures, "data_files")).map(name => `data_files/${name}`), "interop/torch_gru.safetensors", "interop/keras_mix.keras", "interop/keras_mix.weights.h5", "interop/tfjs_mix.model.json", "interop/tfjs_mix.json"]; // biome-ignore format: a list
      await refused(others.filter((_, i) => i % times(6, 1) === 0).map(name => [name, fixture(name)]), true); // biome-ignore format: a line
    });

    it(`${title}: numbers that are huge`, async () => {
      // Every number of four bytes, one after the other: among them are all lengths that the file says.
      const step = times(Math.max(1, Math.ceil(Math.min(file.length, 400) / 8)), 1);
      const huge = Array.from(
        { length: Math.floor(Math.min(file.length - 4, 400) / step) },
        (_, i): [string, Buffer] => {
          const bytes = Buffer.from(file);
          bytes.fill(0xff, i * step, i * step + 4);
          return [`huge at ${i * step}`, bytes];
        },
      );
      await refused(huge, true);
    });
  }

  it("saved data whose fields are of another kind", async () => {
    const wrong: string[] = [];
    for (const reader of readers.filter(({ file }) => file[0] === 0x7b)) {
      const walk = async (path: readonly string[], value: unknown): Promise<void> => {
        for (const other of [null, "x", -1, [], {}, 1e300].slice(0, times(2, 6))) {
          const data = JSON.parse(reader.file.toString()) as Record<string, unknown>;
          const inner = path
            .slice(0, -1)
            .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, data);
          if (path.length > 0) inner[path.at(-1)!] = other;
          // With a check sum that is right again: as if another program had written them.
          const { crc32, ...rest } = data;
          const bytes = json(path.length === 0 ? other : crc32 === undefined ? rest : withChecksum(rest));
          const said = await tried(reader, bytes, true);
          if (said !== undefined) wrong.push(`${reader.title}: ${path.join(".")} = ${JSON.stringify(other)} ${said}`);
        }
        if (path.length < 4 && typeof value === "object" && value !== null)
          for (const [key, each] of Object.entries(value).slice(0, 12)) await walk([...path, key], each);
      };
      await walk([], JSON.parse(reader.file.toString()));
    }
    assert.deepEqual(wrong, []);
  });
});
