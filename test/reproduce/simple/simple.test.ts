import assert from "node:assert/strict";
import { pronunciations } from "../../../src/data/sets/pronunciations.ts";
import { seed } from "../../../src/tensor/index.ts";
import { editDistance } from "./edit-distance.ts";
import { LetterToSound } from "./letter-to-sound.ts";
import { NaiveBayes } from "./naive-bayes.ts";

describe("simple methods to compare with", () => {
  it("edit distance: the textbook's pairs", () => {
    assert.equal(editDistance([..."kitten"], [..."sitting"]), 3);
    assert.equal(editDistance([..."sunday"], [..."saturday"]), 3);
    assert.equal(editDistance([], [..."abc"]), 3);
    assert.equal(editDistance([..."abc"], [..."abc"]), 0);
  });

  it("naive Bayes: the scores worked by hand", () => {
    const model = new NaiveBayes([["good", "film", "good"], ["bad"], ["bad", "film"]], [1, 0, 0]);
    // 3 words known; class 1 has 2 words in 1 text, class 0 has 3 in 2.
    const prior = Math.log(1 / 2);
    const good = Math.log(2 / 5) - Math.log(1 / 6);
    const film = Math.log(2 / 5) - Math.log(2 / 6);
    assert.ok(Math.abs(model.score(["good", "good", "never seen"]) - (prior + good)) < 1e-12);
    assert.ok(Math.abs(model.score(["film"]) - (prior + film)) < 1e-12);
  });

  it("letters to sounds: words said by rule are said right when they are new", () => {
    const { words, sounds } = pronunciations("test", "/nowhere", seed(0));
    const bare = sounds.map(list => list.map(sound => sound.replace(/\d/, "")));
    const [known, unseen] = [words.slice(0, 4000), words.slice(4000)];
    const model = new LetterToSound(known, bare.slice(0, 4000));
    const wrong = unseen.map((word, n) => editDistance(model.say(word), bare[4000 + n]!));
    const all = bare.slice(4000).reduce((sum, list) => sum + list.length, 0);
    const rate = wrong.reduce((a, b) => a + b, 0) / all;
    assert.ok(rate < 0.1, `${rate}`);
  });
});
