// A zip, a PDF, a picture that a student hands in: what is in a zip is found, and what is no notebook is named.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { collectSubmissions } from "../../../../src/grader/submissions/index.ts";
import { makeZip } from "./make-zip.ts";

const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
const notebook = (name: string) => makeZip([{ name, text }]);

describe("grader: what students hand in beside notebooks", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-within-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** By student: the file that counts, or why there is none. */
  const collect = async (files: { [path: string]: string | Buffer }, place = folder) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const found = await collectSubmissions(place, { assignment: "set1" });
    return Object.fromEntries(found.map(({ student, file, fault, hash }) => [student, fault ?? (hash && file)]));
  };

  it("finds the notebook in a zip: in a folder, flat, by Canvas's and Moodle's names", async () => {
    assert.deepEqual(
      await collect({
        "ana/hw.zip": makeZip([
          { name: "hw/", text: "" },
          { name: "hw/set1/set1.ipynb", text },
          { name: "__MACOSX/hw/set1/._set1.ipynb", text: "x" },
          { name: "hw/.ipynb_checkpoints/set1-checkpoint.ipynb", text },
        ]),
        "ben.ZIP": notebook("work.ipynb"),
        "zippcem_2012_90012_hw.zip": notebook("hw/set1.ipynb"),
        "Dot D_7_assignsubmission_file_/hw.zip": notebook("set1.ipynb"),
      }),
      {
        ana: "ana/hw.zip/hw/set1/set1.ipynb",
        ben: "ben.ZIP/work.ipynb",
        zippcem: "zippcem_2012_90012_hw.zip/hw/set1.ipynb",
        "Dot D": "Dot D_7_assignsubmission_file_/hw.zip/set1.ipynb",
      },
    );
  });

  it("finds it in a zip within the zip that an LMS exports, with one folder around all", async () => {
    const members = ["ana_1_2_hw.zip", "ben_3_4_hw.zip"].map(name => ({
      name: `export/${name}`,
      text: notebook("set1.ipynb"),
    }));
    assert.deepEqual(await collect({ "all.zip": makeZip(members) }, join(folder, "all.zip")), {
      ana: "ana_1_2_hw.zip/set1.ipynb",
      ben: "ben_3_4_hw.zip/set1.ipynb",
    });
  });

  it("names what is no notebook, also by Canvas's names, and takes no note of the teacher's own files", async () => {
    assert.deepEqual(
      await collect({
        "essayana_1_2_essay.pdf": "%PDF",
        "ben/photo.png": "",
        "ben/essay.pdf": "%PDF",
        "grades.csv": "",
        "readme.txt": "",
      }),
      {
        essayana: "no notebook (.ipynb) was handed in, but essayana_1_2_essay.pdf",
        ben: "no notebook (.ipynb) was handed in, but essay.pdf, photo.png",
      },
    );
  });

  it("opens no zip in a zip, none that lies beside a notebook, and none that is not safe", async () => {
    const found = await collect({
      "ana/hw.zip": makeZip([{ name: "inner.zip", text: notebook("set1.ipynb") }]),
      "ben/hw.zip": notebook("other.ipynb"),
      "ben/set1.ipynb": text,
      "cem/hw.zip": "this is no zip",
      "dot/hw.zip": makeZip([{ name: "../../set1.ipynb", text }]),
      "eve/hw.zip": makeZip([{ name: "set1.ipynb", text: "x".repeat(5000), claims: 100 }]),
      "fay/hw.zip": makeZip([{ name: "set1.ipynb", text: "/etc/passwd", mode: 0o120777 }]),
      "gil/hw.zip": makeZip([
        { name: "one.ipynb", text },
        { name: "two.ipynb", text },
      ]),
      "hal/hw.zip": makeZip([]),
    });
    const expected: { [student: string]: RegExp } = {
      ana: /no notebook \(\.ipynb\) was handed in, but inner\.zip$/,
      ben: /^ben\/set1\.ipynb$/,
      cem: /was handed in, but hw\.zip; hw\.zip cannot be opened: it is no zip, or only a part of one$/,
      dot: /its name in the zip leads out of the zip/,
      eve: /cannot be read: too many bytes/,
      fay: /a link or a device/,
      gil: /there are 2 notebooks, and it is not clear which one counts: one\.ipynb, two\.ipynb/,
      hal: /no notebook \(\.ipynb\) was handed in, but hw\.zip$/,
    };
    for (const [student, words] of Object.entries(expected)) assert.match(String(found[student]), words, student);
  });
});
