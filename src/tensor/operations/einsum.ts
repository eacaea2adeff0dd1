// Sums of products by the names of their axes, in Einstein's notation as NumPy's and PyTorch's `einsum` read it.
import { formatShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, asTensorLike, type TensorLike } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import { reshape, squeeze, takeRows, transpose } from "./layout.ts";
import { matmul } from "./matmul.ts";

/** A tensor whose axes have names. */
interface Named {
  readonly x: Tensor;
  readonly axes: readonly string[];
}

/**
 * A sum of products, said by a letter for each axis: an axis that the result does not name is summed over. `...` stands for
 * all axes that have no letter; they broadcast.
 * @param equation one word for each tensor, parted by commas, and the result's: "bth,hk->btk". Without "->" the result has
 * the letters that come once, in the order of the alphabet, as in NumPy.
 * @throws RangeError for words that do not fit the tensors, or sizes that differ where the letter is the same
 * @example einsum("bqd,bkd->bqk", queries, keys) // the scores of attention
 */
export function einsum(equation: string, ...inputs: TensorLike[]): Tensor {
  const { words, result } = read(equation, inputs);
  const like = inputs.find(input => input instanceof Tensor) ?? asTensor(inputs[0]!, undefined, "einsum");
  const tensors = inputs.map(input => asTensorLike("einsum", input, like));
  const operands = tensors.map((x, i) => named(x, words[i]!, equation));
  const broadcast = [...new Set(operands.flatMap(({ axes }) => axes.filter(isUnnamed)))].sort().reverse();
  const wanted =
    result !== undefined
      ? lettersOf(result).flatMap(letter => (letter === rest ? broadcast : [letter]))
      : [...broadcast, ...once(words)];
  assertSizes(equation, operands);
  for (const axis of wanted)
    if (!operands.some(({ axes }) => axes.includes(axis)) || wanted.indexOf(axis) !== wanted.lastIndexOf(axis))
      throw new RangeError(
        `einsum "${equation}": the result expects letters of the tensors, each once, but got ${axis}`,
      );
  let product = stretched(operands[0]!, operands);
  operands.slice(1).forEach((operand, i) => {
    const later = operands.slice(i + 2).flatMap(({ axes }) => axes);
    product = multiply(product, stretched(operand, operands), new Set([...wanted, ...later]));
  });
  const { x, axes } = summed(product, new Set(wanted));
  return inOrder({ x, axes }, wanted).x;
}

const rest = "...";
/** The axes that `...` stands for are counted from the last: .0, .1, … */
const isUnnamed = (axis: string) => axis.startsWith(".");
const lettersOf = (word: string): string[] => word.match(/\.\.\.|[A-Za-z]/g) ?? [];

function read(equation: unknown, inputs: readonly unknown[]): { words: string[]; result: string | undefined } {
  if (typeof equation !== "string")
    throw new TypeError(
      `einsum expects an equation such as "ij,jk->ik", and then the tensors, but got ${describe(equation)}`,
    );
  const bare = equation.replaceAll(/\s/g, "");
  const word = "[A-Za-z]*(?:\\.\\.\\.)?[A-Za-z]*";
  if (!new RegExp(`^${word}(?:,${word})*(?:->${word})?$`).test(bare))
    throw new RangeError(`einsum expects letters, commas and one "->", such as "ij,jk->ik", but got "${equation}"`);
  const [left, result] = bare.split("->");
  const words = left!.split(",");
  if (words.length !== inputs.length)
    throw new RangeError(
      `einsum "${equation}" expects ${words.length} ${words.length === 1 ? "tensor" : "tensors"}, but got ${inputs.length}`,
    );
  return { words, result };
}

/** The letters that come once in all words, in the order of the alphabet. */
function once(words: readonly string[]): string[] {
  const letters = words.flatMap(lettersOf).filter(letter => letter !== rest);
  return letters.filter(letter => letters.indexOf(letter) === letters.lastIndexOf(letter)).sort();
}

/** Names for all axes; of a letter that comes twice, the diagonal. */
function named(x: Tensor, word: string, equation: string): Named {
  const letters = lettersOf(word);
  const unnamed = x.shape.length - letters.filter(letter => letter !== rest).length;
  if (unnamed < 0 || (unnamed > 0 && !letters.includes(rest)))
    throw new RangeError(
      `einsum "${equation}" expects ${letters.length} ${letters.length === 1 ? "axis" : "axes"} for "${word}", but got ${formatShape(x.shape)}`,
    );
  const axes = letters.flatMap(letter =>
    letter === rest ? Array.from({ length: unnamed }, (_, i) => `.${unnamed - 1 - i}`) : [letter],
  );
  const first = axes.findIndex((axis, i) => axes.indexOf(axis) < i);
  return first < 0 ? { x, axes } : diagonals({ x, axes }, equation);
}

function diagonals({ x, axes }: Named, equation: string): Named {
  const second = axes.findIndex((axis, i) => axes.indexOf(axis) < i);
  if (second < 0) return { x, axes };
  const first = axes.indexOf(axes[second]!);
  const n = x.shape[first]!;
  if (x.shape[second] !== n)
    throw new RangeError(
      `einsum "${equation}" expects one size for ${axes[first]}, but got ${n} and ${x.shape[second]} in ${formatShape(x.shape)}`,
    );
  const others = axes.map((_, i) => i).filter(i => i !== first && i !== second);
  const square = transpose(x, [first, second, ...others]);
  const rows = reshape(square, [n * n, ...square.shape.slice(2)]);
  const diagonal = takeRows(
    rows,
    Array.from({ length: n }, (_, i) => i * (n + 1)),
  );
  return diagonals({ x: diagonal, axes: [axes[first]!, ...others.map(i => axes[i]!)] }, equation);
}

function assertSizes(equation: string, operands: readonly Named[]): void {
  const sizes = new Map<string, number>();
  for (const { x, axes } of operands)
    axes.forEach((axis, i) => {
      const size = x.shape[i]!;
      const before = sizes.get(axis) ?? size;
      if (size !== before && !(isUnnamed(axis) && (size === 1 || before === 1)))
        throw new RangeError(
          `einsum "${equation}" expects one size for ${isUnnamed(axis) ? rest : axis}, but got ${before} and ${size} (${operands.map(o => formatShape(o.x.shape)).join(", ")})`,
        );
      sizes.set(axis, Math.max(before, size));
    });
}

/** Without the axes of `...` that are 1 here and longer elsewhere: their numbers count for all positions. */
function stretched({ x, axes }: Named, operands: readonly Named[]): Named {
  const at = axes.findIndex(
    (axis, i) =>
      isUnnamed(axis) &&
      x.shape[i] === 1 &&
      operands.some(o => o.axes.includes(axis) && o.x.shape[o.axes.indexOf(axis)] !== 1),
  );
  return at < 0 ? { x, axes } : stretched({ x: squeeze(x, at), axes: axes.toSpliced(at, 1) }, operands);
}

/** The axes that nobody wants are summed over. */
function summed({ x, axes }: Named, wanted: ReadonlySet<string>): Named {
  const over = axes.flatMap((axis, i) => (wanted.has(axis) ? [] : [i]));
  return over.length === 0 ? { x, axes } : { x: x.sum(over), axes: axes.filter(axis => wanted.has(axis)) };
}

const inOrder = ({ x, axes }: Named, order: readonly string[]): Named =>
  order.every((axis, i) => axes[i] === axis)
    ? { x, axes }
    : { x: transpose(x, order.map(axis => axes.indexOf(axis))), axes: order }; // biome-ignore format: a line

/** The product of two, summed over the axes that both have and nobody wants. */
function multiply(left: Named, right: Named, wanted: ReadonlySet<string>): Named {
  const a = summed(left, new Set([...wanted, ...right.axes]));
  const b = summed(right, new Set([...wanted, ...left.axes]));
  const shared = a.axes.filter(axis => b.axes.includes(axis));
  const places = shared.filter(axis => wanted.has(axis));
  const inner = shared.filter(axis => !wanted.has(axis));
  const rows = a.axes.filter(axis => !shared.includes(axis));
  const columns = b.axes.filter(axis => !shared.includes(axis));
  const sizesOf = ({ x, axes }: Named, names: readonly string[]) => names.map(name => x.shape[axes.indexOf(name)]!);
  const size = (sizes: readonly number[]) => sizes.reduce((product, n) => product * n, 1);
  const [m, n] = [size(sizesOf(a, rows)), size(sizesOf(b, columns))];
  const axes = [...places, ...rows, ...columns];
  const shape = [...sizesOf(a, places), ...sizesOf(a, rows), ...sizesOf(b, columns)];
  const count = sizesOf(a, places);
  const k = size(sizesOf(a, inner));
  // One product of matrices a place is slow where the matrices are rows: number by number instead.
  if (inner.length === 0 || (places.length > 0 && (m === 1 || n === 1))) {
    const x = reshape(inOrder(a, [...places, ...rows, ...inner]).x, [...count, m, 1, k]);
    const y = reshape(inOrder(b, [...places, ...columns, ...inner]).x, [...count, 1, n, k]);
    return { x: reshape(x.mul(y).sum(-1), shape), axes };
  }
  const x = reshape(inOrder(a, [...places, ...rows, ...inner]).x, [...count, m, k]);
  const y = reshape(inOrder(b, [...places, ...inner, ...columns]).x, [...count, k, n]);
  return { x: reshape(matmul(x, y), shape), axes };
}
