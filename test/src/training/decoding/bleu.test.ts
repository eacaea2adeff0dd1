// BLEU against published numbers: those of the paper, and of sacreBLEU's and NLTK's documentation.
import assert from "node:assert/strict";
import { bleu } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";

const words = (text: string): string[] => text.split(" ");

describe("bleu", () => {
  // Papineni et al. 2002, examples 1 and 2 (in lower case, without the full stops).
  const one = words("it is a guide to action which ensures that the military always obeys the commands of the party");
  const two = words("it is to insure the troops forever hearing the activity guidebook that party direct");
  const references = [
    "it is a guide to action that ensures that the military will forever heed party commands",
    "it is the guiding principle which guarantees the military forces always being under the command of the party",
    "it is the practical guide for the army always to heed the directions of the party",
  ].map(words);

  it("the paper's precisions: 17/18 and 8/14 of words, 10/17 and 1/13 of pairs, 2/7 of “the the the …”", () => {
    assertClose(bleu([one], [references]).precisions.slice(0, 2), [17 / 18, 10 / 17], 1e-12);
    assertClose(bleu([two], [references]).precisions.slice(0, 2), [8 / 14, 1 / 13], 1e-12);
    const the = bleu([words("the the the the the the the")], [[words("the cat is on the mat"), words("there is a cat on the mat")]]); // biome-ignore format: a line
    assertClose(the.precisions.slice(0, 2), [2 / 7, 0], 1e-12);
    assert.equal(the.score, 0);
  });

  it("sacreBLEU's documented 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 hyp_len = 17 ref_len = 18)", () => {
    const candidates = ["The dog bit the man .", "It wasn't surprising .", "The man had just bitten him ."].map(words);
    const first = ["The dog bit the man .", "It was not unexpected .", "The man bit him first ."];
    const second = ["The dog had bit the man .", "No one was surprised .", "The man had bitten the dog ."];
    const found = bleu(candidates, first.map((text, i) => [words(text), words(second[i]!)])); // biome-ignore format: a line
    assertClose(100 * found.score, 48.530827009929865, 1e-12);
    assertClose(found.precisions, [14 / 17, 7 / 14, 5 / 11, 3 / 8], 1e-12);
    assertClose(found.brevityPenalty, Math.exp(1 - 18 / 17), 1e-12);
    assert.deepEqual([found.candidateLength, found.referenceLength], [17, 18]);
  });

  it("NLTK's documented 0.5046 of a sentence", () => {
    const cased = (text: string) => words(text.replace(/^it/, "It").replace("party commands", "Party commands").replace(/the party$/, "the Party")); // biome-ignore format: a line
    const found = bleu([cased(one.join(" "))], [references.map(reference => cased(reference.join(" ")))]);
    assertClose(found.score, 0.5045666840058485, 1e-12);
  });

  it("smoothing, worked by hand", () => {
    // Words 3 of 4, pairs 1 of 3, none of 2 triples, none of 1 quadruple.
    const given = [[words("a b x c")], [[words("a b c d")]]] as const;
    assert.equal(bleu(...given).score, 0);
    assertClose(bleu(...given, { smoothing: "addOne" }).score, (3 / 4) ** 0.25 * (2 / 4) ** 0.25 * (1 / 3) ** 0.25 * (1 / 2) ** 0.25, 1e-12); // biome-ignore format: a line
    assertClose(bleu(...given, { smoothing: "exp" }).precisions, [3 / 4, 1 / 3, 1 / 4, 1 / 4], 1e-12);
    assertClose(bleu(...given, { maximumN: 2 }).score, Math.sqrt(1 / 4), 1e-12);
  });

  it("of two references alike in distance the shorter counts; ids are tokens, too; an empty candidate is 0", () => {
    const found = bleu([[1, 2, 3]], [[[1, 2, 3, 4], [1, 2]]], { maximumN: 1 }); // biome-ignore format: a line
    assert.equal(found.referenceLength, 2);
    assert.equal(bleu([[]], [[[1]]]).score, 0);
    assert.notEqual(bleu([[1]], [[["1"]]], { maximumN: 1 }).score, 1);
  });

  it("refuses what is no corpus", () => {
    for (const [make, message] of [
      [() => bleu(["a b"] as never, [[["a"]]]), /cut into tokens.*but got "a b" at 0/],
      [() => bleu([["a"]], [["a"]] as never), /a list of references for each candidate/],
      [() => bleu([["a"]], []), /references for each of 1 candidates, but got 0/],
      [() => bleu([], []), /expects a list of candidates/],
      [() => bleu([["a"]], [[["a"]]], { maximumN: 0 }), /maximumN to be a whole number/],
      [() => bleu([["a"]], [[["a"]]], { smoothing: "no" as never }), /smoothings none, addOne, exp/],
      [() => bleu([["a"]], [[["a"]]], { n: 1 } as never), /bleu expects options out of/],
    ] as const)
      assert.throws(make, message);
  });
});
