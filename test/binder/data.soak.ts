// npm start -- --with-data, by its step: the real packages are installed, found, and hold what the loaders say.
import assert from "node:assert/strict";
import { data as step } from "../../binder/steps/packages.mjs";
import * as data from "../../src/data/index.ts";

describe("real data", function () {
  this.timeout(300_000);
  before(async () => {
    if (step.needed()) await step.run();
  });

  it("are set up once", () => assert.equal(step.needed(), false));

  it("names of both classes", async () => {
    const { names, labels, generated } = await data.loadNames();
    assert.deepEqual([names.length, labels.filter(Boolean).length, generated], [8849, 3898, false]);
  });

  it("words with their sounds: 39 of them, with three stresses for a vowel", async () => {
    const { words, sounds } = await data.loadPronunciations();
    assert.deepEqual(sounds[words.indexOf("aimless")], ["EY1", "M", "L", "AH0", "S"]);
    assert.equal(new Set(sounds.flat().map(sound => sound.replace(/\d/, ""))).size, 39);
  });

  it("a book and speeches", async () => {
    const { chapters, text } = await data.loadMobyDick();
    assert.match(chapters[3]!.text, /^Call me Ishmael\./);
    assert.deepEqual([chapters.length, text.length > 1.2e6], [139, true]);
    const { speeches } = await data.loadSpeeches();
    assert.deepEqual([speeches.length, speeches[0]!.name, speeches[0]!.year], [233, "George Washington", 1790]);
  });

  it("e-mails, without the headers that tell", async () => {
    const { texts, labels } = await data.loadEmails();
    assert.deepEqual([texts.length, labels.filter(Boolean).length], [6046, 1896]);
    // One is a mail that somebody sent on whole.
    assert.equal(texts.filter(text => /^(Return-Path|Delivered-To): /.test(text)).length, 1);
    assert.equal((await data.loadEmails({ minimumWords: 1000 })).texts.length, 420);
  });

  it("digits", async () => {
    const { x, y } = await data.loadDigits();
    assert.deepEqual(x.shape, [10_000, 28, 28]);
    const counts = Array.from({ length: 10 }, (_, digit) => y.filter(label => label === digit).length);
    assert.deepEqual(counts, [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  });
});
