// What may stand where a tensor is expected, and what is told of what may not.
import assert from "node:assert/strict";
import * as t from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";

const matrix = [[1, 2], [3, 4]]; // biome-ignore format: a matrix

describe("tensor: numbers become one", () => {
  it("from every typed array, copied", () => {
    for (const type of [
      Int8Array,
      Uint8Array,
      Uint8ClampedArray,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
      Float32Array,
      Float64Array,
    ]) {
      // biome-ignore format: a line
      const numbers = type.of(1, 2, 3);
      for (const dtype of ["float32", "float64"] as const) {
        const x = t.tensor(numbers, { dtype });
        numbers[0] = 9;
        assert.deepEqual([x.shape, x.toArray()], [[3], [1, 2, 3]], type.name);
        numbers[0] = 1;
        assert.deepEqual(t.tensor([numbers, numbers], { dtype }).toArray(), [[1, 2, 3], [1, 2, 3]]); // biome-ignore format: a line
      }
    }
  });

  it("can be interrupted while many numbers are copied", () => {
    const rows = Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, (_, i) => i));
    const host = globalThis as Record<symbol, unknown>;
    let polls = 0;
    host[Symbol.for("Jupyter.interrupt")] = {
      throwIfInterrupted() {
        if (++polls === 3) throw new Error("Interrupted");
      },
    };
    try {
      for (const nested of [rows, [rows]]) {
        polls = 0;
        assert.throws(() => t.tensor(nested), /Interrupted/);
      }
    } finally {
      delete host[Symbol.for("Jupyter.interrupt")];
    }
    assert.equal(t.tensor(rows).at(999, 999).item(), 999);
  });

  it("from lists of lists, typed arrays and both, with booleans for 1 and 0", () => {
    assert.deepEqual(t.tensor([Float64Array.of(1, 2), [3, 4]]).toArray(), matrix);
    assert.deepEqual(t.tensor([[[1], [2]], [Uint8Array.of(3), [4]]]).toArray(), [[[1], [2]], [[3], [4]]]); // biome-ignore format: a line
    assert.deepEqual(t.tensor([true, false, 2]).toArray(), [1, 0, 2]);
    assert.equal(t.tensor(true).item(), 1);
    assert.deepEqual(t.tensor(new Float32Array(0)).shape, [0]);
    assert.deepEqual(t.tensor([[], []]).shape, [2, 0]);
    assert.deepEqual(t.tensor([0.1]).toArray(), [Math.fround(0.1)]);
    assert.deepEqual(t.tensor([0.1, Float64Array.of(0.1)[0]!], { dtype: "float64" }).toArray(), [0.1, 0.1]);
  });

  it("say where they are none", () => {
    const bad = (values: unknown) => () => t.tensor(values as number[]);
    assert.throws(bad([[1, 2], [3, "4"]]), /tensor expects numbers, but got "4" at \[1, 1\]; Number\(…\)/); // biome-ignore format: a line
    assert.throws(bad([1, 2n]), /but got 2n at \[1\]; Number\(…\)/);
    assert.throws(bad(BigInt64Array.of(1n)), /but got 1n at \[0\]/);
    assert.throws(bad([[[1], [2]], [[3]]]), /rows of equal length, but got 1 at \[1\] where the first has 2; padSeq/); // biome-ignore format: a line
    assert.throws(bad([Float32Array.of(1, 2), Float32Array.of(3)]), /but got 1 at \[1\] where the first has 2/);
    assert.throws(bad(new Array(2)), /but got undefined at \[0\]/);
    assert.throws(bad(t.tensor(1)), /but got a Tensor of shape \[\]; it is a tensor already/);
    assert.throws(bad([t.tensor(1), t.tensor(2)]), /a Tensor of shape \[\] at \[0\]; stack\(tensors\) makes one/);
    assert.throws(bad(new Set([1])), /but got a Set; \[\.\.\.items\] makes a list of it/);
    assert.throws(() => t.tensor([1]).matmul(3), /but got \[1\] × \[\]; a number multiplies by mul/);
    assert.throws(bad({ length: 1, 0: 1 }), /but got \{ 0, length \}/);
    const endless: unknown[] = [];
    endless[0] = endless;
    assert.throws(bad(endless), /at most 32 deep/);
  });

  it("with options that exist", () => {
    const options = { dtypes: "float64" } as t.TensorOptions;
    const expected =
      /^RangeError: \w+ expects options out of dtype, requiresGrad, but got dtypes; did you mean dtype\?$/;
    const makers: (() => unknown)[] = [
      () => t.tensor(1, options),
      () => t.zeros([1], options),
      () => t.ones([1], options),
      () => t.full([1], 2, options),
      () => t.eye(1, options),
      () => t.arange(1, options),
      () => t.arange(0, 1, 1, options),
      () => t.oneHot([0], 1, options),
    ];
    for (const make of makers) assert.throws(make, expected, String(make));
    assert.throws(
      () => t.tensor(1, 2 as never),
      /tensor expects options by name, \{ dtype, requiresGrad \}, but got 2/,
    );
    assert.throws(() => t.zeros(2 as never, 3 as never), /zeros expects a shape such as \[2, 3\], but got 2; write it in br/); // biome-ignore format: a line
    assert.throws(() => t.full([2], t.tensor(1) as never), /full expects a number, but got a Tensor of shape \[\]/);
    assert.throws(() => t.tensor(1, { requiresGrad: 1 as never }), /requiresGrad to be true or false, but got 1/);
  });
});

describe("tensor: numbers and lists stand for one", () => {
  const half = Math.fround(0.5);
  const functions: Record<string, [found: () => t.Tensor, expected: unknown]> = {
    tanh: [() => t.tanh(0.5), Math.tanh(0.5)],
    sigmoid: [() => t.sigmoid([0, 0]), [half, half]],
    relu: [() => t.relu(-1), 0],
    softplus: [() => t.softplus(0), Math.LN2],
    abs: [() => t.abs(-3), 3],
    exp: [() => t.exp(1), Math.E],
    log: [() => t.log(Float32Array.of(1)), [0]],
    sqrt: [() => t.sqrt([[4]]), [[2]]],
    clip: [() => t.clip([1, 5], 2, 3), [2, 3]],
    softmax: [() => t.softmax([1, 1]), [0.5, 0.5]],
    logSoftmax: [() => t.logSoftmax([1, 1]), [-Math.LN2, -Math.LN2]],
    norm: [() => t.norm([3, 4]), 5],
    maximum: [() => t.maximum(1, t.tensor([0, 2])), [1, 2]],
    "maximum of plain ones": [() => t.maximum(1, [0, 2]), [1, 2]],
    minimum: [() => t.minimum([0, 2], t.tensor(1)), [0, 1]],
    greater: [() => t.greater(3, [1, 4]), [1, 0]],
    less: [() => t.less([1, 4], 3), [1, 0]],
    equal: [() => t.equal([1, 4], [1, 3]), [1, 0]],
    where: [() => t.where([true, false], [1, 2], 0), [1, 0]],
    broadcastTo: [() => t.broadcastTo(1, [2]), [1, 1]],
    concat: [() => t.concat([[1], t.tensor([2]), [3]]), [1, 2, 3]],
    stack: [() => t.stack([1, 2]), [1, 2]],
    add: [() => t.tensor(matrix).add([1, 2]), [[2, 4], [4, 6]]], // biome-ignore format: a matrix
    sub: [() => t.tensor([1, 2]).sub([1, 1]), [0, 1]],
    mul: [() => t.tensor([1, 2]).mul([[2], [3]]), [[2, 4], [3, 6]]], // biome-ignore format: a matrix
    div: [() => t.tensor([1, 2]).div([2, 2]), [0.5, 1]],
    matmul: [() => t.tensor(matrix).matmul(matrix), [[7, 10], [15, 22]]], // biome-ignore format: a matrix
  };
  for (const [name, [found, expected]] of Object.entries(functions))
    it(name, () => {
      assertClose(found(), expected, 1e-6);
      assert.equal(found().dtype, "float32");
    });

  it("in the dtype of the tensor beside them, with its gradient", () => {
    const x = t.tensor([1, 2], { dtype: "float64", requiresGrad: true });
    for (const y of [t.maximum([0.1, 3], x), t.where([1, 0], x, [0.1, 0.1]), x.mul([0.1, 1]), t.stack([[0, 0], x])])
      assert.equal(y.dtype, "float64");
    t.maximum([0.1, 3], x).sum().backward();
    assert.deepEqual(x.grad!.toArray(), [1, 0]);
  });

  it("else the function says what it expects", () => {
    const wrong: [() => unknown, RegExp][] = [
      [() => t.tanh("1" as never), /^TypeError: tanh expects numbers, but got "1"/],
      [() => t.relu(undefined as never), /^TypeError: relu expects numbers, but got undefined; a gradient is there only/],
      [() => t.exp({} as never), /^TypeError: exp expects numbers, but got \{\}/],
      [() => t.softmax([[1, 2], [3]]), /^RangeError: softmax expects rows of equal length/],
      [() => t.maximum(1, null as never), /^TypeError: maximum expects numbers, but got null/],
      [() => t.tensor([1]).add(undefined as never), /^TypeError: add expects numbers, but got undefined/],
      [() => t.tensor([1]).pow(t.tensor(2) as never), /^TypeError: pow expects a number as its exponent, but got a Tensor/],
      [() => t.clip([1], t.tensor(0) as never, 1), /^TypeError: clip expects two numbers as its bounds, .* maximum\(x, low\)/],
      [() => t.clip([1], 2, 1), /^RangeError: clip expects low ≤ high, but got 2 and 1/],
      [() => t.stack(t.tensor([1]) as never), /stack expects a list of at least one tensor, stack\(\[a, b\]\), but got a Tensor/],
      [() => t.tensor([1]).reshape(1 as never), /reshape expects a shape in brackets, such as \[1\] or \[2, -1\], but got 1/],
      [() => t.tensor(matrix).transpose(1 as never), /transpose expects all axes in their new order, such as \[1, 0\], but got 1/],
      [() => t.tensor(matrix).mean({ axis: 1 } as never), /^TypeError: mean expects an axis by its number, such as 0 or -1, but got \{ axis \}; write it by itself, 1$/],
      [() => t.tensor(matrix).sum({ dim: 0, keepdim: true } as never), /write it by itself, 0, and then \{ keepDims: true \}$/],
      [() => t.tensor(matrix).max("0" as never), /max expects an axis by its number, .* but got "0"/],
      [() => t.tensor(matrix).argmax({ axis: 0 } as never), /argmax expects an axis by its number.* write it by itself, 0$/],
      [() => t.tensor(matrix).variance(0, { keepdims: true } as never), /variance expects options out of keepDims, correction, but got keepdims; did you mean keepDims\?/],
      [() => t.tensor(matrix).mean(0, true as never), /mean expects options by name, \{ keepDims \}, but got true/],
      [() => t.stack([1, 2], { axis: 0 } as never), /stack expects an axis by its number.* write it by itself, 0$/],
      [() => t.concat([[1], [2]], { dim: 0 } as never), /concat expects an axis by its number.* write it by itself, 0$/],
      [() => t.tensor(matrix).argmax(0, { keepdims: true } as never), /argmax expects the option keepDims, but got keepdims/],
      [() => t.arange(null as never), /arange expects finite numbers .* but got null/],
      [() => t.arange(0, 1, { dtype: "float64" } as never), /arange expects finite numbers .* but got \{ dtype \}/],
      [() => t.softmax([1, 2], { axis: 0 } as never), /softmax expects an axis by its number.* write it by itself, 0$/],
    ]; // biome-ignore format: a table
    for (const [call, message] of wrong) assert.throws(call, message, String(call));
  });
});

describe("an argument that nobody reads", () => {
  it("is refused", () => {
    const [a, b] = [t.tensor([1, 2]), t.tensor([3, 0])];
    const more = (f: unknown, ...given: unknown[]) => (f as (...given: unknown[]) => unknown)(...given);
    for (const f of [
      t.abs,
      t.cos,
      t.exp,
      t.log,
      t.relu,
      t.sigmoid,
      t.sign,
      t.sin,
      t.softplus,
      t.sqrt,
      t.square,
      t.tanh,
      t.norm,
    ]) {
      assert.throws(() => more(f, a, 0.1), new RegExp(`^RangeError: ${f.name} got 0.1 beside what it reads`));
      assert.throws(() => more(f, a, { axis: 0 }), /got \{ axis \} beside what it reads/);
    }
    for (const f of [t.maximum, t.minimum, t.greater, t.less, t.equal, t.greaterEqual, t.lessEqual, t.notEqual])
      assert.throws(() => more(f, a, b, b), new RegExp(`^RangeError: ${f.name} got a Tensor of shape \\[2\\] beside`));
    assert.throws(() => more(t.where, a, a, b, b), /where got a Tensor/);
    assert.throws(() => more(t.clip, a, 0, 1, 2), /clip got 2 beside/);
  });
  it("is let pass where map and reduce hand it on", () => {
    const list = [t.tensor([1, -2]), t.tensor([0, 5])];
    assert.deepEqual(list.map(t.relu).map(x => x.toArray()), [[1, 0], [0, 5]]); // biome-ignore format: a matrix
    assert.deepEqual(list.reduce(t.maximum).toArray(), [1, 5]);
    assert.deepEqual(list.map(t.norm).map(Number), [Math.fround(Math.sqrt(5)), 5]);
  });
});

describe("softmax along an axis", () => {
  const x = [[1, 2, 3], [0, 5, 1]]; // biome-ignore format: a matrix
  it("is that of the last axis after a transposition", () => {
    for (const f of [t.softmax, t.logSoftmax])
      for (const [axis, same] of [
        [0, -2],
        [1, -1],
      ] as const) {
        // biome-ignore format: a table
        const expected = axis === 1 ? f(x) : f(t.tensor(x).T).T;
        assertClose(f(x, axis), expected);
        assertClose(f(x, same), expected);
      }
    assert.throws(() => t.softmax(x, 2), /softmax expects an axis from -2 to 1 for shape \[2, 3\], but got 2/);
  });
  it("does not take the index of a map for its axis", () => {
    assert.throws(() => [t.tensor(x)].map(t.softmax), /softmax got an array of 1 beside what it reads; .*map\(x => softmax\(x\)\)/); // biome-ignore format: a line
  });
});

describe("slice", () => {
  const rows = [[0, 1], [2, 3], [4, 5], [6, 7]]; // biome-ignore format: a matrix
  const x = t.tensor(rows);
  it("cuts the first axis as an array's slice does", () => {
    for (const [start, stop] of [[], [0], [1], [-1], [0, 1], [1, 3], [1, -1], [-3, -1], [2, 2], [4], [0, 4]])
      assert.deepEqual(x.slice(start, stop).toArray(), rows.slice(start, stop), `${start}, ${stop}`);
  });
  it("cuts another axis by its name", () => {
    assert.deepEqual(x.slice(1, 2, { axis: 1 }).toArray(), [[1], [3], [5], [7]]);
    assert.deepEqual(x.slice(-1, { axis: -1 }).toArray(), [[1], [3], [5], [7]]);
    assert.deepEqual(x.slice(1, undefined, { axis: 0 }).toArray(), rows.slice(1));
  });
  it("says what lies beyond, and how axis, start and stop are written", () => {
    assert.throws(() => x.slice(0, 9), /slice expects 0 ≤ start ≤ stop ≤ 4 on axis 0 of \[4, 2\], but got 0 to 9; neg/);
    assert.throws(() => x.slice(-5), /but got -5 to 4/);
    assert.throws(() => x.slice(3, 1), /but got 3 to 1/);
    assert.throws(() => x.slice(0.5), /but got 0.5 to 4/);
    assert.throws(() => x.slice("1" as never), /but got "1" to 4/);
    assert.throws(() => x.slice(1, 0, 2 as never), /three numbers; write slice\(0, 2, \{ axis: 1 \}\)/);
    assert.throws(() => x.slice(0, 1, { dim: 1 } as never), /slice expects the option axis, but got dim/);
    assert.throws(() => x.slice(0, { axis: 2 }), /slice expects an axis from -2 to 1/);
  });
  it("at takes one position of each axis, from the end where negative", () => {
    assert.deepEqual(x.at(-1).toArray(), [6, 7]);
    assert.equal(x.at(-2, -1).item(), 5);
    assert.throws(() => x.at(4), /at expects an index from -4 to 3 on axis 0 of \[4, 2\], but got 4/);
    assert.throws(() => x.at(0, 2), /at expects an index from -2 to 1 on axis 0 of \[2\], but got 2/);
    assert.throws(() => x.at(undefined as never), /but got undefined/);
  });
});

describe("tensor: one number in JavaScript's own operators", () => {
  const loss = t.tensor(0.1, { requiresGrad: true }).mul(1);
  const value = Math.fround(0.1);
  it("is that number", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const [ten, nine] = [t.tensor(10, { dtype }), t.tensor([[9]], { dtype })];
      assert.ok(nine < ten && ten > nine && !(ten < nine));
      assert.deepEqual([ten, nine, t.tensor(-1)].toSorted((a, b) => Number(a) - Number(b)).map(Number), [-1, 9, 10]);
    }
    const plain = loss as never as number;
    assert.deepEqual([Number(loss), plain + 1, Math.max(plain, 0), -plain, plain * 2], [value, value + 1, value, -value, value * 2]); // biome-ignore format: a line
    assert.equal(loss.toFixed(2), "0.10");
    assert.equal(JSON.stringify({ loss }), `{"loss":${value}}`);
  });
  it("is its shortest digits in a text", () => {
    assert.equal(`${loss}`, "0.1");
    assert.equal(String(t.tensor([0.1], { dtype: "float64" })), "0.1");
    for (const x of [1 / 3, 1e-45, 3.4028234663852886e38, 16777216, -0.000123456789, 0, 1e21]) {
      const text = `${t.tensor(x)}`;
      assert.equal(Math.fround(Number(text)), Math.fround(x), text);
      assert.ok(text.length <= String(Math.fround(x)).length, text);
      assert.equal(`${t.tensor(x, { dtype: "float64" })}`, String(x));
    }
    assert.deepEqual([`${t.tensor(Number.NaN)}`, `${t.tensor(-Infinity)}`], ["NaN", "-Infinity"]);
  });
  it("of several numbers it is an error that says what to write, and text in a text", () => {
    const x = t.tensor([1, 2]);
    for (const use of [() => Number(x), () => x < t.tensor(1), () => (x as never as number) + 1, () => Math.max(x as never)])
      assert.throws(use, /^TypeError: a tensor of shape \[2\] is no single number; .* a\.add\(b\), less\(a, b\), .*a\.sum\(\)/); // biome-ignore format: a line
    assert.equal(`${x}`, "Tensor [2] float32\n[1, 2]");
    assert.throws(() => x.toFixed(2), /one number, but got shape \[2\]/);
  });
});

describe("tensor: what is made in another way", () => {
  it("is told", async () => {
    assert.throws(() => new t.Tensor([1, 2] as never, undefined as never), /tensor\(…\) makes a tensor of numbers/);
    assert.throws(() => t.noGrad(3 as never), /noGrad expects a function, noGrad\(\(\) => …\), but got 3/);
    const w = t.tensor([1], { requiresGrad: true });
    assert.throws(() => {
      w.grad = [1] as never;
    }, /a gradient is a tensor, but got an array of 1; zeroGrad\(model\) forgets gradients/);
    w.grad = null as never;
    assert.equal(w.grad, undefined);
  });
});
