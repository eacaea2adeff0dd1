// The gallery: each figure that the course's notes refer to is there, says what to see, leads to a lesson, and shows the right data.
// What is committed is looked at; test/notebooks/golden.test.ts holds that it is what the cells show today.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeCell, parseNotebook } from "../../kernel/notebook/index.ts";
import { root } from "../needs.ts";

const { cells } = parseNotebook(readFileSync(join(root, "notebooks", "gallery.ipynb"), "utf8"), "gallery.ipynb");
const at = (id: string) => cells.findIndex(cell => cell.id === id);
const outputsOf = (id: string) => (cells[at(id)] as CodeCell).outputs.flatMap(output => ("data" in output ? [output.data] : [])); // biome-ignore format: a line
/** What a figure says in words: of a drawing its nodes, edges and gradient's ways. */
const altOf = (id: string) => String(outputsOf(id)[0]!["text/plain"]);

/** Item 137's list, by where the notes have it: the ids of the cells that draw it. */
const figures = {
  "the book, slide 7: hidden recurrence": ["hidden-recurrence"],
  "slide 8: its equations": ["equations", "equations-run"],
  "slide 9: output recurrence": ["output-recurrence"],
  "slide 10: teacher forcing": ["teacher-forcing"],
  "slide 12: gradients on nodes": ["gradients-nodes"],
  "slide 13: gradients on parameters": ["gradients-parameters"],
  "slide 14: a graphical model without a state": ["model-without-state"],
  "slide 15: a graphical model with a state": ["model-with-state"],
  "slide 18: conditioning": ["conditioning"],
  "slide 23: LSTM gates": ["lstm-gates"],
  "C: the chain of blocks": ["chain"],
  "C: its BPTT arrows": ["chain-back"],
  "D: a simple layer, 5 → 3": ["layer"],
  "D: the forward pass in two pictures": ["forward-first", "forward-all"],
  "D: RNN against LSTM cell": ["rnn-cell", "lstm-cell"],
  "E: process sequences": ["process"],
  "E: core cell": ["core"],
  "E: functional form": ["functional"],
  "E: computation": ["computation"],
  "E: computational graph": ["graph"],
  "E: seq2seq": ["seq2seq"],
  "E: character model trained": ["hello-trained"],
  "E: character model sampled": ["hello-sampled"],
  "E: BPTT": ["bptt"],
  "E: truncated BPTT": ["truncated"],
  "E: multilayer": ["multilayer"],
  "E: gradient flow": ["flow"],
  "E: gradient flow, its formula": ["flow-formula"],
};
const ids = Object.values(figures).flat();

/** How many nodes, edges and ways of the gradient a drawing has. */
function counted(id: string, output = 0): [nodes: number, edges: number, back: number] {
  const alt = String(outputsOf(id)[output]!["text/plain"]);
  const [, nodes, edges] = /(\d+) nodes: .*? (\d+) edges/.exec(alt)!;
  const back = /The gradient flows back from (.*)\./.exec(alt)?.[1]?.split(", ").length ?? 0;
  return [Number(nodes), Number(edges), back];
}

type Numbers = readonly number[] | { readonly bdata: string; readonly dtype: string };
const numbers = (packed: Numbers): number[] => {
  if (!("bdata" in packed)) return [...packed];
  const bytes = Buffer.from(packed.bdata, "base64");
  const size = packed.dtype === "f4" ? 4 : 8;
  return Array.from({ length: bytes.length / size }, (_, i) => size === 4 ? bytes.readFloatLE(4 * i) : bytes.readDoubleLE(8 * i)); // biome-ignore format: a line
};
interface Trace {
  readonly name?: string;
  readonly y: Numbers;
  readonly z: Numbers & readonly number[][];
}
const tracesOf = (id: string) => (outputsOf(id)[0]!["application/vnd.plotly.v1+json"] as unknown as { data: Trace[] }).data; // biome-ignore format: a line
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const near = (a: number, b: number, tolerance = 1e-6) => assert.ok(Math.abs(a - b) <= tolerance, `${a}, ${b}`);

describe("the gallery", () => {
  it("has every figure that the notes refer to, with words for who does not see it [item 137]", () => {
    for (const [figure, own] of Object.entries(figures))
      for (const id of own) {
        assert.ok(at(id) >= 0, `${figure}: ${id}`);
        const [shown] = outputsOf(id);
        assert.match(String(shown?.["text/html"]), /<img [^>]*alt="[^"]{30,}/, id);
      }
  });

  it("says of each what to see, and leads to its lesson [item 137]", () => {
    for (const id of ids) {
      const before = cells.slice(0, at(id)).findLast(({ cell_type }) => cell_type === "markdown")!.source;
      assert.match(before, /\*\*See\*\*: [^→]{20,}→ \[Lesson (\d+)\]\(0?\1-[\w-]+\.ipynb\)/, id);
    }
  });

  it("draws the book's graphs: 5 nodes a step and the start; the gradient's ways are 3 a step without the first's last [item 137]", () => {
    const T = 3;
    assert.deepEqual(counted("hidden-recurrence"), [5 * T + 1, 5 * T, 0]); // x → h, h → h, h → o, o → L, y → L
    assert.deepEqual(counted("output-recurrence"), [5 * T, 4 * T + T - 1, 0]);
    assert.deepEqual(counted("teacher-forcing"), [5 * T, 4 * T + T - 1, 0]);
    assert.deepEqual(counted("gradients-nodes"), [5 * T + 1, 5 * T, 3 * T - 1]);
    assert.doesNotMatch(altOf("output-recurrence") + altOf("teacher-forcing"), /h \d to h \d/);
    assert.match(altOf("output-recurrence"), /o 1 to h 2 by W/);
    assert.match(altOf("teacher-forcing"), /y 1 to h 2 by W/);
  });

  it("draws the graphical models: T(T − 1)/2 edges without a state, 3T − 2 with one; x reaches every step [item 137]", () => {
    assert.deepEqual(counted("model-without-state"), [5, 10, 0]);
    assert.deepEqual(counted("model-with-state"), [10, 13, 0]);
    assert.deepEqual(counted("conditioning"), [9, 4 + 4 + 3 + 3, 0]);
    assert.equal(altOf("conditioning").match(/x to h \d by R/g)?.length, 4);
  });

  it("draws cells: every gate reads x and h, and the state has a loop of two arrows [item 137]", () => {
    const lstm = altOf("lstm-gates");
    for (const gate of "gifo") assert.ok(lstm.includes(`x, h to ${gate},`) || lstm.includes(`x, h to ${gate}.`), gate);
    assert.ok(lstm.includes("c to ×") && lstm.includes("× to c"));
    assert.deepEqual([counted("rnn-cell"), counted("lstm-cell")], [[8, 7, 0], [16, 18, 0]]); // biome-ignore format: a line
  });

  it("draws the chain, the layer of 27 parameters, and what one unit computes by hand [item 137]", () => {
    assert.deepEqual([counted("chain"), counted("chain-back")], [[13, 12, 0], [21, 20, 11]]); // biome-ignore format: a line
    assert.deepEqual(counted("layer"), [5 + 3 + 3, 5 * 3 + 3 * 3, 0]);
    const printed = (cells[at("layer")] as CodeCell).outputs.find(({ output_type }) => output_type === "stream");
    assert.deepEqual(printed, { output_type: "stream", name: "stdout", text: "27 parameters\n" });
    // tanh(0.5) = 0.4621, tanh(0.8 · 0.4621) = 0.3537, and so on: worked by hand to two digits.
    assert.match(altOf("forward-all"), /nodes: 0\.00, 0\.46, 0\.35, 0\.28, 0\.22, 0\.17, 1\.0, 0\.0/);
    assert.match(altOf("forward-first"), /nodes: 0\.00, 0\.46, 1\.0/);
  });

  it("draws the lecture's forms, core, function, graph, seq2seq and layers [item 137]", () => {
    const T = 3;
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(form => counted("process", form).slice(0, 2)),
      [[3, 2], [1 + 2 * T, 2 * T], [1 + 2 * T, 2 * T], [4 * T, 4 * T - 1], [3 * T, 3 * T - 1]], // biome-ignore format: a line
    );
    assert.match(altOf("core"), /h to itself by U[,.]/);
    assert.deepEqual(counted("functional"), [4, 3, 0]);
    const graph = altOf("graph");
    assert.equal(graph.match(/W to f W/g)?.length, 3);
    assert.equal(graph.match(/L \d to L[,.]/g)?.length, 3);
    assert.doesNotMatch(altOf("seq2seq"), /h 3 to y|y 6 to/);
    assert.match(altOf("seq2seq"), /h 3 to h 4/);
    assert.deepEqual(counted("multilayer"), [4 * 5 + 3, 4 + 12 + 8 + 4, 0]);
  });

  it("truncates: the graph stays whole, and no gradient crosses the edge between step 3 and step 4 [item 137]", () => {
    const [whole, cut] = [counted("bptt"), counted("truncated")];
    assert.deepEqual(cut.slice(0, 2), whole.slice(0, 2));
    assert.deepEqual([whole[2], cut[2]], [3 * 6 - 1, 3 * 6 - 2]);
    assert.ok(altOf("bptt").includes("h 4 to h 3"));
    assert.ok(!altOf("truncated").includes("h 4 to h 3"));
  });

  it("computes what it shows: probabilities, shares, states, hello, what vanishes [item 137]", () => {
    for (const row of tracesOf("equations-run")[0]!.z) near(sum(row), 1);
    for (const { y } of tracesOf("gradients-parameters")) near(sum(numbers(y)), 1);
    assert.ok(numbers(tracesOf("computation")[0]!.z).every(h => Math.abs(h) < 1));
    const said = tracesOf("hello-trained")[0]!.z.map(row => "helo"[row.indexOf(Math.max(...row))]);
    assert.equal(said.join(""), "ello");
    assert.match(altOf("hello-sampled"), /^It says: hello\./);
    const flow = numbers(tracesOf("flow")[0]!.z);
    near(flow[0]!, 0); // ∂h_t/∂h_t is the identity
    assert.ok(flow[39 * 40]! < -3, "from the first step to the last next to nothing is left");
    for (const { name, y } of tracesOf("flow-formula")) {
      const [ρ, norms] = [Number(/ρ = ([\d.]+)/.exec(name!)![1]), numbers(y)];
      near(norms.at(-1)! / norms[0]!, ρ ** 49, 1e-4 * ρ ** 49);
    }
  });
});
