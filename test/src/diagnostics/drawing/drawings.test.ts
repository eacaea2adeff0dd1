// The drawings: nodes and edges as counted by hand, words for who cannot see them, and XML that a strict parser takes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cellDrawing,
  type Drawing,
  drawing,
  foldedGraph,
  graphicalModel,
  type UnrolledGraphOptions,
  unrolledGraph,
} from "../../../../src/diagnostics/drawing/index.ts";
import { needPython } from "../../../needs.ts";

const display = Symbol.for("Jupyter.display") as never;
const bundle = (picture: Drawing) => (picture[display] as () => { [mime: string]: string }).call(picture);
const arrows = ({ edges }: Drawing) => edges.map(({ from, to }) => `${from}>${to}`);
const counts = (options: UnrolledGraphOptions) => {
  const { nodes, edges, gradientEdges } = unrolledGraph(options);
  return [nodes.length, edges.length, gradientEdges.length];
};

describe("unrolledGraph", () => {
  it("has the edges of each mapping form, here for three steps", () => {
    const state = ["h0>h1", "h1>h2", "h2>h3"];
    const expected: { [form in NonNullable<UnrolledGraphOptions["form"]>]: string[] } = {
      "one-to-one": ["x1>h1", "h1>y1"],
      "one-to-many": ["x1>h1", ...state, "h1>y1", "h2>y2", "h3>y3"],
      "many-to-one": ["x1>h1", "x2>h2", "x3>h3", ...state, "h3>y3"],
      "many-to-many-equal": ["x1>h1", "x2>h2", "x3>h3", ...state, "h1>y1", "h2>y2", "h3>y3"],
      "many-to-many-unequal": ["x1>h1", "x2>h2", "x3>h3", ...state, "h3>h4", "h4>h5", "h4>y4", "h5>y5"],
    };
    for (const [form, edges] of Object.entries(expected))
      assert.deepEqual(arrows(unrolledGraph({ T: 3, form: form as never, outputs: 2 })).sort(), edges.sort(), form);
  });

  it("grows with T by as many nodes and edges a step", () => {
    // A step has x, h, y, and three arrows; h0 stands before the first.
    for (const T of [1, 2, 7, 30]) assert.deepEqual(counts({ T }), [3 * T + 1, 3 * T, 0], `T = ${T}`);
    // With losses also o, L: five nodes; o → L and y → L: five arrows. Back: L → o, o → h, and h → the h before it.
    for (const T of [1, 2, 7])
      assert.deepEqual(counts({ T, losses: true, gradient: true }), [5 * T + 1, 5 * T, 3 * T - 1], `T = ${T}`);
  });

  it("knows the textbook's recurrences", () => {
    // Figure 10.4: the output is all that goes on.
    assert.deepEqual(arrows(unrolledGraph({ T: 2, recurrence: "output" })), [
      "x1>h1",
      "h1>y1",
      "x2>h2",
      "h2>y2",
      "y1>h2",
    ]);
    // Figure 10.6: with the true output in its place no step waits for another, so no arrow leads from h, o or L to a later step.
    const forced = unrolledGraph({ T: 3, recurrence: "output", teacherForcing: true });
    const later = forced.edges.filter(({ from, to }) => Number(to.slice(1)) > Number(from.slice(1)));
    assert.deepEqual(
      later.map(({ from, to }) => `${from}>${to}`),
      ["y1>h2", "y2>h3"],
    );
    // Figure 10.11: g reads from the end.
    const both = arrows(unrolledGraph({ T: 2, bidirectional: true, initialState: false }));
    assert.deepEqual(
      both.sort(),
      ["x1>h1", "x1>g1", "x2>h2", "x2>g2", "h1>h2", "g2>g1", "h1>y1", "g1>y1", "h2>y2", "g2>y2"].sort(),
    );
  });

  it("stacks layers", () => {
    const edges = arrows(unrolledGraph({ T: 2, layers: 2, initialState: false }));
    assert.deepEqual(
      edges.sort(),
      ["x1>h1", "h1>h1.2", "h1.2>y1", "x2>h2", "h2>h2.2", "h2.2>y2", "h1>h2", "h1.2>h2.2"].sort(),
    );
  });

  it("sends the gradient back from the last output to the first step", () => {
    const { gradientEdges } = unrolledGraph({ T: 3, form: "many-to-one", gradient: true });
    assert.deepEqual(
      gradientEdges.map(({ from, to }) => `${from}>${to}`),
      ["y3>h3", "h3>h2", "h2>h1"],
    );
  });

  it("says what it cannot draw", () => {
    assert.throws(
      () => unrolledGraph({ form: "many-to-many" as never }),
      /one of one-to-one, .*but got "many-to-many"/,
    );
    assert.throws(() => unrolledGraph({ T: 0 }), /expects T to be a whole number from 1 to 30, but got 0/);
    assert.throws(() => unrolledGraph({ teacherForcing: true }), /expects recurrence: "output" or "both"/);
    assert.throws(() => unrolledGraph({ steps: 3 } as never), /unrolledGraph expects options out of T, form/);
  });
});

describe("foldedGraph and graphicalModel", () => {
  it("fold the recurrence into one loop", () => {
    assert.deepEqual(arrows(foldedGraph()), ["x>h", "h>h", "h>y"]);
    assert.match(foldedGraph().alt, /h to itself by U/);
  });

  it("have T(T − 1)/2 edges without a state, 3T − 2 with one [item 31]", () => {
    assert.deepEqual(arrows(graphicalModel({ T: 3 })), ["y1>y2", "y1>y3", "y2>y3"]);
    for (const [T, full, withState] of [
      [1, 0, 1],
      [2, 1, 4],
      [5, 10, 13],
      [8, 28, 22],
    ] as const) {
      // biome-ignore format: a table
      assert.equal(graphicalModel({ T }).edges.length, full);
      assert.equal(graphicalModel({ T, state: true }).edges.length, withState);
    }
  });
});

describe("cellDrawing", () => {
  it("computes the LSTM's equations", () => {
    const into = (id: string) =>
      cellDrawing("lstm")
        .edges.filter(({ to }) => to === id)
        .map(({ from }) => from)
        .sort();
    assert.deepEqual(into("add"), ["keep", "write"]); // c = f c₋₁ + i g
    assert.deepEqual(into("keep"), ["c-before", "f"]);
    assert.deepEqual(into("write"), ["g", "i"]);
    assert.deepEqual(into("show"), ["o", "tanh"]); // h = o tanh(c)
  });

  it("computes the GRU's", () => {
    const into = (id: string) =>
      cellDrawing("gru")
        .edges.filter(({ to }) => to === id)
        .map(({ from }) => from)
        .sort();
    assert.deepEqual(into("add"), ["keep", "write"]); // h = z h₋₁ + (1 − z) n
    assert.deepEqual(into("keep"), ["branch", "z"]);
    assert.deepEqual(into("write"), ["n", "rest"]);
    assert.deepEqual(into("rest"), ["z"]);
    assert.deepEqual(into("n"), ["reset", "x-branch"]); // n reads x and r × h
    assert.throws(() => cellDrawing("jordan" as never), /one of rnn, lstm, gru, but got "jordan"/);
  });
});

describe("drawing", () => {
  const nodes = [{ id: "a", at: [0, 0] }, { id: "b", at: [1, 0], label: "h_{t-1}" }] as const; // biome-ignore format: a list
  it("says itself in words, nodes and edges", () => {
    const { alt } = drawing({ title: "Two", nodes, edges: [{ from: "a", to: "b", label: "W_x" }] });
    assert.equal(alt, "Two. 2 nodes: a, h t−1. 1 edge: a to h t−1 by W x.");
  });

  it("shows itself as an image with these words, and as text", () => {
    const shown = bundle(drawing({ title: 'A "b" <c>', nodes, edges: [] }));
    assert.deepEqual(Object.keys(shown), ["text/plain", "text/html"]);
    assert.match(
      shown["text/html"]!,
      /^<figure><img src="data:image\/svg\+xml;base64,[\w+/=]+" width="\d+" height="\d+" alt="A &#34;b&#34; &#60;c&#62;\. /,
    );
    assert.equal(shown["text/plain"], 'A "b" <c>. 2 nodes: a, h t−1. 0 edges.');
  });

  it("does not follow what its author changes later", () => {
    const edges = [{ from: "a", to: "b" }];
    const made = drawing({ title: "Two", nodes, edges });
    edges.push({ from: "b", to: "a" });
    assert.equal(made.edges.length, 1);
  });

  it("says what is wrong with its parts", () => {
    assert.throws(
      () => drawing({ title: "", nodes, edges: [{ from: "a", to: "c" }] }),
      /knows the nodes a, b, but .* names "c"/,
    );
    assert.throws(() => drawing({ title: "", nodes: [...nodes, nodes[0]], edges: [] }), /two nodes "a"/);
    assert.throws(
      () => drawing({ title: "", nodes: [{ id: "a", at: [1] as never }], edges: [] }),
      /at: \[column, row\]/,
    );
    assert.throws(() => drawing({ title: "", nodes } as never), /expects a list of edges, but got undefined/);
  });

  it("is XML, whatever its author writes", function () {
    const python = needPython(this);
    const hostile = 'a & b < c > "d" \u0000 \u{FFFE} \ud800 ]]> é ∂_{<}^{&}';
    const all = [
      drawing({
        title: hostile,
        nodes: [{ id: hostile, at: [0, 0], fill: hostile }],
        edges: [{ from: hostile, to: hostile, label: hostile }],
      }),
      cellDrawing("lstm"),
      unrolledGraph({ T: 2, losses: true, gradient: true }),
    ];
    const parse = "import sys, xml.dom.minidom as m\nfor line in sys.stdin: m.parseString(bytes.fromhex(line.strip()))";
    const input = all.map(({ svg }) => Buffer.from(svg).toString("hex")).join("\n");
    const { status, stderr } = spawnSync(python, ["-c", parse], { input, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    for (const { svg } of all) assert.doesNotMatch(svg, /NaN|undefined/);
  });
});
