// .npy, .npz and idx against files that NumPy wrote, and against damaged ones.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readIdx, readNpy, readNpz } from "../../../../src/data/index.ts";
import type { Tensor } from "../../../../src/tensor/index.ts";
import { fixture, known } from "./known.ts";

const numbers = (x: Tensor) => Array.from(x.values());
const float32 = (values: number[]) => Array.from(Float32Array.from(values));

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "unrolled-files-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A changed copy of a fixture. */
function changed(name: string, change: (bytes: Buffer) => Uint8Array): string {
  const path = join(folder, `changed-${name}`);
  writeFileSync(path, change(readFileSync(fixture(name))));
  return path;
}
const cutAt = (name: string, end: number) => changed(name, bytes => bytes.subarray(0, end));

describe("readNpy", () => {
  for (const name of ["f2", "f4", "f4-big", "f8", "f8-fortran", "f4-fortran", "i1", "i2-big", "i4", "i8", "i8-large", "u1", "u2", "u4", "u8", "bool", "scalar", "empty"]) // biome-ignore format: a line
    it(`reads ${name} as NumPy wrote it`, async () => {
      const x = await readNpy(fixture(`${name}.npy`), { dtype: "float64" });
      const { shape, flat } = known(name);
      assert.deepEqual([x.dtype, x.shape, numbers(x)], ["float64", shape, flat]);
    });

  it("gives float32 where nothing else is asked for", async () => {
    const x = await readNpy(fixture("f8-fortran.npy"));
    assert.equal(x.dtype, "float32");
    assert.deepEqual(numbers(x), float32(known("f8-fortran").flat));
    assert.deepEqual(numbers(await readNpy(fixture("f2.npy"))), float32(known("f2").flat));
  });

  it("reads version 2 and what gzip has packed", async () => {
    for (const name of ["version-2.npy", "f4.npy.gz"])
      assert.deepEqual(numbers(await readNpy(fixture(name))), known("f4").flat);
    const counted = numbers(await readNpy(fixture("counted.npy.gz")));
    assert.deepEqual([counted.length, counted.every((n, i) => n === i)], [70_000, true]);
  });

  it("refuses whole numbers that would not be the same", async () => {
    await assert.rejects(readNpy(fixture("i8-large.npy")), /holds 9007199254740991, which float32 cannot hold exactly; read it with \{ dtype: "float64" \}/); // biome-ignore format: a line
    await assert.rejects(readNpy(fixture("i4.npy")), /holds 2147483647, which float32/);
    await assert.rejects(readNpy(fixture("i8-too-large.npy"), { dtype: "float64" }), /beyond 2⁵³$/);
  });

  it("reads some rows of a large array", async () => {
    const rows = await readNpy(fixture("f4.npy"), { rows: [1, 2] });
    assert.deepEqual([rows.shape, numbers(rows)], [[1, 3, 4], known("f4").flat.slice(12)]);
    const few = await readNpy(fixture("counted.npy.gz"), { rows: [69_000, 69_002] });
    assert.deepEqual(numbers(few), [69_000, 69_001]);
    assert.deepEqual((await readNpy(fixture("f4.npy"), { rows: [2, 2] })).shape, [0, 3, 4]);
    await assert.rejects(readNpy(fixture("f4.npy"), { rows: [1, 3] }), /its array \[2, 3, 4\] has no rows 1 to 3/);
    await assert.rejects(readNpy(fixture("scalar.npy"), { rows: [0, 1] }), /its array \[\] has no rows/);
    await assert.rejects(readNpy(fixture("f8-fortran.npy"), { rows: [0, 1] }), /Fortran order, .*ascontiguousarray/);
    await assert.rejects(readNpy(cutAt("f4.npy", 130), { rows: [1, 2] }), /ends after 130 bytes, in its rows/);
    await assert.rejects(
      readNpy(fixture("f4.npy"), { rows: [2, 1] }),
      /rows as \[from, to\], whole numbers, but got an array/,
    );
  });

  it("says what it cannot read, and what to do", async () => {
    await assert.rejects(readNpy(fixture("texts.npy")), /readNpy expects a \.npy file, but cannot read .*texts\.npy: its array holds texts; in Python, save them as a text/); // biome-ignore format: a line
    await assert.rejects(
      readNpy(fixture("objects.npy")),
      /holds Python objects, such as lists of different lengths; in Python, pad/,
    );
    await assert.rejects(readNpy(fixture("records.npy")), /holds records with named fields; .*save each field/);
    await assert.rejects(readNpy(fixture("complex.npy")), /holds complex numbers; .*imag=x\.imag/);
    await assert.rejects(readNpy(fixture("stored.npz")), /a zip, as np\.savez writes it: readNpz\(…\) reads it/);
    await assert.rejects(readNpy(fixture("table.csv")), /it begins with "word,l"$/);
    await assert.rejects(readNpy(fixture("f4_big.npy")), /f4_big\.npy is not there; did you mean .*f4-big\.npy\?/);
    await assert.rejects(readNpy(fixture("../data_files")), /is a folder; the folder .* holds bool\.npy, complex\.npy/);
    await assert.rejects(
      readNpy(join(folder, "none", "x.npy")),
      /is not there; the folder .*none is empty or not there/,
    );
    await assert.rejects(readNpy(7 as never), /^TypeError: readNpy expects the path of a \.npy file, but got 7/);
    await assert.rejects(readNpy("x.npy", { type: "f8" } as never), /expects options out of dtype, rows, but got type/);
    await assert.rejects(readNpy("x.npy", { dtype: "int32" as never }), /"float32" or "float64", but got "int32"/);
  });

  it("says where a damaged file ends", async () => {
    await assert.rejects(readNpy(cutAt("f4.npy", 0)), /changed-f4\.npy: it is empty/);
    await assert.rejects(
      readNpy(cutAt("f4.npy", 5)),
      /ends after 5 bytes, in its first bytes; it is incomplete or was changed/,
    );
    await assert.rejects(readNpy(cutAt("f4.npy", 100)), /ends after 100 bytes, in its header/);
    await assert.rejects(readNpy(cutAt("f4.npy", 223)), /\[2, 3, 4\] needs 96 bytes, and 95 are there/);
    await assert.rejects(readNpy(changed("f4.npy", bytes => Buffer.concat([bytes, Buffer.from("x")]))), /needs 96 bytes, and 97 are there/); // biome-ignore format: a line
    await assert.rejects(readNpy(cutAt("f4.npy.gz", 100)), /it cannot be unpacked \(unexpected end of file\)/);
    const short = (bytes: Buffer) => gzipSync(bytes.subarray(0, 200));
    await assert.rejects(readNpy(changed("f4.npy", short)), /its array ends after 72 of 96 bytes/);
    const lying = (bytes: Buffer) => gzipSync(Buffer.from(bytes.toString("latin1").replace("(2, 3, 4), }      ", "(9999999999999,), }"), "latin1")); // biome-ignore format: a line
    await assert.rejects(readNpy(changed("f4.npy", lying)), /claims 9999999999999 numbers, more than memory holds/);
    await assert.rejects(readNpy(changed("f4.npy", bytes => Buffer.from(bytes.toString("latin1").replace("shape", "sharp"), "latin1"))), /its header is "\{'descr'/); // biome-ignore format: a line
  });
});

describe("readNpz", () => {
  it("reads arrays by name, stored and packed", async () => {
    const { x, y } = await readNpz(fixture("stored.npz"));
    assert.deepEqual([x!.shape, numbers(x!)], [[2, 3, 4], known("f4").flat]);
    assert.deepEqual([y!.shape, numbers(y!)], [[2, 2], [1, 2, 3, -4]]); // biome-ignore format: a line
    const packed = await readNpz(fixture("packed.npz"), { names: ["x"], dtype: "float64" });
    assert.deepEqual([Object.keys(packed), packed.x!.dtype, packed.x!.shape], [["x"], "float64", [80, 3, 4]]);
    assert.deepEqual(numbers(packed.x!), Array.from({ length: 40 }, () => known("f4").flat).flat());
  });

  it("names the array that it cannot read, and the arrays that are there", async () => {
    await assert.rejects(
      readNpz(fixture("packed.npz")),
      /cannot read names\.npy in .*packed\.npz: its array holds texts/,
    );
    await assert.rejects(readNpz(fixture("stored.npz"), { names: ["X"] }), /^RangeError: readNpz expects arrays out of x, y, which .*stored\.npz holds, but got "X"; did you mean x\?/); // biome-ignore format: a line
    await assert.rejects(
      readNpz(fixture("f4.npy")),
      /begins with "\\u0?0?93NUMPY"|begins with ".NUMPY"; that is no zip/,
    );
  });

  it("gives the same numbers or an error where a byte was changed or the end is cut", async () => {
    const file = readFileSync(fixture("packed.npz"));
    const whole = [Array.from({ length: 40 }, () => known("f4").flat).flat(), [1, 2, 3, -4]];
    const path = join(folder, "fuzz.npz");
    for (let at = 0; at < file.length; at += 7) {
      const bytes = Buffer.from(file);
      bytes[at]! ^= 0x55;
      writeFileSync(path, bytes);
      const read = await readNpz(path, { names: ["x", "y"] }).catch((error: Error) => error);
      if (read instanceof Error)
        assert.match(read.message, /^readNpz expects (a \.npz file, but cannot read|arrays out of)/);
      // Times, versions and other fields that say nothing of the numbers.
      else assert.deepEqual([numbers(read.x!), numbers(read.y!)], whole);
    }
    for (const end of [1, 30, 300, file.length - 1]) {
      writeFileSync(path, file.subarray(0, end));
      await assert.rejects(readNpz(path), /readNpz expects a \.npz file, but cannot read/);
    }
  });
});

describe("readIdx", () => {
  it("reads pictures and other numbers, packed or not", async () => {
    for (const name of ["pictures-idx3-ubyte", "pictures-idx3-ubyte.gz"]) {
      const x = await readIdx(fixture(name));
      assert.deepEqual([x.dtype, x.shape, numbers(x)], ["float32", known("pictures").shape, known("pictures").flat]);
    }
    assert.deepEqual(numbers(await readIdx(fixture("floats-idx2"))), known("floats").flat);
  });

  it("says what is wrong", async () => {
    await assert.rejects(readIdx(fixture("f4.npy")), /readIdx expects an idx file, .* it begins with the bytes 147, 78, 85, 77; an idx file begins with 0, 0, a type/); // biome-ignore format: a line
    await assert.rejects(readIdx(cutAt("pictures-idx3-ubyte", 10)), /ends after 10 bytes, in the sizes of its axes/);
    await assert.rejects(readIdx(cutAt("pictures-idx3-ubyte", 70)), /\[3, 4, 5\] needs 60 bytes, and 54 are there/);
    await assert.rejects(readIdx(cutAt("pictures-idx3-ubyte.gz", 60)), /cannot be unpacked/);
  });
});

describe("reading", () => {
  it("ends when a host stops it", async () => {
    const key = Symbol.for("Jupyter.interrupt");
    const global = globalThis as { [key]?: unknown };
    let waits = 0;
    const wait = (value: unknown) => (++waits === 2 ? Promise.reject(new Error("stopped")) : value);
    global[key] = { throwIfInterrupted() {}, wait };
    try {
      await assert.rejects(readNpy(fixture("counted.npy.gz")), /^Error: stopped$/);
    } finally {
      delete global[key];
    }
    assert.equal((await readNpy(fixture("counted.npy.gz"))).shape[0], 70_000);
  });

  it("in a browser says that it needs Node", async () => {
    const { getBuiltinModule } = process;
    try {
      Object.assign(process, { getBuiltinModule: undefined });
      await assert.rejects(readNpy("x.npy"), /^Error: readNpy reads files, which needs Node, but this is a browser; fetch the numbers/); // biome-ignore format: a line
    } finally {
      Object.assign(process, { getBuiltinModule });
    }
  });
});
