// The safetensors format: every kind of number as PyTorch wrote it, and files that are damaged, hostile or of another format.
import assert from "node:assert/strict";
import { readSafetensors, writeSafetensors } from "../../../src/interop/index.ts";
import { seed, tensor, zeros } from "../../../src/tensor/index.ts";
import { times } from "../../soak.ts";
import { bytesOf } from "./models.ts";

/** A file with this header. */
function file(header: unknown, numbers = new Uint8Array(0), text = JSON.stringify(header)): Uint8Array {
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + head.length + numbers.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  bytes.set(numbers, 8 + head.length);
  return bytes;
}
const one = (over: object) => ({ x: { dtype: "F32", shape: [1], data_offsets: [0, 4], ...over } });
const four = new Uint8Array(4);

describe("safetensors", () => {
  it("every kind of number is read as PyTorch wrote it", () => {
    const read = readSafetensors(bytesOf("torch_dtypes.safetensors"));
    const numbers = (name: string) => [...read[name]!.values()];
    assert.deepEqual(numbers("half"), [65504, 2 ** -24, -0, 0.333251953125]);
    assert.deepEqual(numbers("brain"), [Math.fround(9.969209968386869e37), -0.333984375, Number.NaN]);
    assert.deepEqual(numbers("double"), [1 / 3]);
    assert.deepEqual(numbers("long"), [2 ** 53 - 1, -(2 ** 40)]);
    assert.deepEqual(read.byte!.toArray(), [[0, 255]]);
    assert.deepEqual(numbers("flag"), [1, 0]);
    assert.deepEqual(read.empty!.shape, [0, 3]);
    assert.deepEqual([...Object.getOwnPropertyDescriptor(read, "__proto__")!.value.values()], [4]);
    assert.deepEqual(
      [read.half!, read.double!, read.long!, read.flag!].map(({ dtype }) => dtype),
      ["float32", "float64", "float64", "float32"],
    );
  });

  it("what was written is read, where numbers begin at any byte", () => {
    const weights = Object.fromEntries([
      ["__proto__", tensor([1, 2, Number.NaN])],
      ["ünï 🙂", tensor([[1 / 3]], { dtype: "float64" })],
      ["none", zeros([0, 4])],
      ["scalar", tensor(-0)],
    ]);
    const bytes = writeSafetensors(weights);
    for (const shift of [0, 1, 3]) {
      const pool = new Uint8Array(bytes.length + shift + 5).fill(7);
      pool.set(bytes, shift);
      const read = readSafetensors(pool.subarray(shift, shift + bytes.length));
      assert.deepEqual(Object.keys(read).sort(), Object.keys(weights).sort());
      for (const [name, value] of Object.entries(weights)) {
        assert.deepEqual(
          Object.entries(read)
            .find(([n]) => n === name)![1]
            .values(),
          value.values(),
        );
        assert.equal(Object.entries(read).find(([n]) => n === name)![1].dtype, value.dtype);
      }
    }
    assert.deepEqual(Object.keys(readSafetensors(writeSafetensors({}))), []);
    // A Buffer of a small file is a view of a pool that holds other data of the process.
    assert.deepEqual(readSafetensors(Buffer.from(bytes)).scalar!.shape, []);
    assert.deepEqual(readSafetensors(bytes.buffer).scalar!.shape, []);
  });

  it("damaged files are refused", () => {
    const damaged: [string, Uint8Array, RegExp][] = [
      ["empty", new Uint8Array(0), /whole, but got 0 bytes/],
      ["seven bytes", new Uint8Array(7), /got 7 bytes/],
      ["2⁶³", new Uint8Array([0, 0, 0, 0, 0, 0, 0, 128]), /whole/],
      ["a header past the end", file(one({}), four).subarray(0, 20), /whole/],
      ["a list", file([]), /names tensors, but got an empty array/],
      ["cut JSON", file(0, undefined, '{"x":'), /header of JSON/],
      ["bad UTF-8", new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff]), /header of JSON/],
      ["a byte order mark", file(0, undefined, "\ufeff{}"), /header of JSON/],
      ["metadata that is no text", file({ __metadata__: { a: 1 } }), /__metadata__/],
      ["an overlap", file({ ...one({}), y: one({}).x }, four), /begin at byte 4 of the numbers, but got 0/],
      ["a hole", file(one({ data_offsets: [4, 8] }), new Uint8Array(8)), /begin at byte 0/],
      ["numbers left over", file(one({}), new Uint8Array(8)), /4 bytes of numbers, as the header says, but got 8/],
      ["numbers that lack", file(one({}), new Uint8Array(3)), /got 3/],
      ["a negative size", file(one({ shape: [-1] }), four), /dtype, shape and data_offsets of x/],
      ["a broken size", file(one({ shape: [0.5] }), four), /dtype, shape/],
      ["1e30", file(one({ shape: [1e30] }), four), /dtype, shape/],
      ["a product that comes back to 0", file(one({ shape: [2 ** 32, 2 ** 32, 2 ** 32, 0] }), four), /can have/],
      ["no entry", file({ x: null }, four), /dtype, shape/],
      ["another size", file(one({ shape: [2] }), four), /8 bytes for x, F32 \[2\], but got 4/],
    ];
    for (const [what, bytes, message] of damaged)
      assert.throws(() => readSafetensors(bytes), (error: Error) => message.test(error.message) && /^readSafetensors expects .*save_file/.test(error.message), what); // biome-ignore format: a line
  });

  it("numbers that have no place here are named", () => {
    assert.throws(
      () => readSafetensors(file(one({ dtype: "C64" }), four)),
      /kinds F64, .* but x has "C64"; convert it/,
    );
    assert.throws(() => readSafetensors(file(one({ dtype: "toString" }), four)), /but x has "toString"/);
    const big = new Uint8Array(8).fill(255, 0, 7);
    const header = { x: { dtype: "I64", shape: [1], data_offsets: [0, 8] } };
    assert.throws(
      () => readSafetensors(file(header, big)),
      /got in x the whole number 72057594037927935, which is beyond/,
    );
  });

  it("files of another format are called by their name", () => {
    const starting = (...bytes: number[]) => new Uint8Array([...bytes, ...new Array(20).fill(255)]);
    assert.throws(() => readSafetensors(starting(0x50, 0x4b, 3, 4)), /got a zip archive, as torch\.save writes \.pt/);
    assert.throws(() => readSafetensors(starting(0x89, 0x48, 0x44, 0x46)), /got an HDF5 file/);
    assert.throws(() => readSafetensors(new TextEncoder().encode('{"modelTopology": {}}')), /got JSON/);
    assert.throws(
      () => readSafetensors("model.safetensors" as never),
      /bytes of a file, but got "model.safetensors"; read it: /,
    );
    assert.throws(() => writeSafetensors(zeros([2]) as never), /tensors by name, .* got a Tensor of shape \[2\]/);
    assert.throws(() => writeSafetensors({ x: [1] } as never), /x is an array of 1/);
    assert.throws(() => writeSafetensors({ __metadata__: zeros([1]) }), /another name/);
  });

  it("changed files are read or refused in words", () => {
    const whole = bytesOf("torch_cells.safetensors");
    const rng = seed(3);
    for (let i = 0; i < times(200, 5000); i++) {
      const bytes = Uint8Array.from(whole);
      for (let n = rng.integers(1, 4); n > 0; n--)
        bytes[rng.integers(0, i % 2 ? 600 : bytes.length)] = rng.integers(0, 256);
      const cut = i % 5 === 0 ? bytes.subarray(0, rng.integers(0, bytes.length)) : bytes;
      try {
        readSafetensors(cut);
      } catch (error) {
        assert.match((error as Error).message, /^readSafetensors expects/);
      }
    }
  });
});
