// Questions 3, 4 and 6: the task gallery, the form of a data set, and the forms as pictures.
import { implementation, question } from "../../src/checking/index.ts";
import { confusions, type Form, formMatching } from "./form.ts";

/** The form of each task of the gallery. */
const tasks = {
  speech: "many-to-many-unequal",
  music: "one-to-many",
  sentiment: "many-to-one",
  dna: "many-to-many-equal",
  translation: "many-to-many-unequal",
  video: "many-to-one",
  names: "many-to-many-equal",
} as const satisfies { readonly [task: string]: Form };

/** The five pictures of the lesson. */
const pictures = {
  pictureA: "many-to-one",
  pictureB: "many-to-many-unequal",
  pictureC: "one-to-many",
  pictureD: "many-to-many-equal",
  pictureE: "one-to-one",
} as const satisfies { readonly [picture: string]: Form };

const allConfusions = <Name extends string>(right: { readonly [Thing in Name]: Form }) =>
  (Object.keys(right) as Name[]).flatMap(name => confusions(name, right[name])) as readonly {
    readonly answer: { readonly [Thing in Name]?: Form };
    readonly hint: string;
  }[];

/** Lengths of some examples by their form's place in the list, the first of which misleads. */
const misleading: readonly (readonly [Tx: number, Ty: number])[][] = [
  [
    [1, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [1, 1],
    [1, 6],
    [1, 4],
  ],
  [
    [1, 1],
    [5, 1],
    [8, 1],
  ],
  [
    [1, 1],
    [6, 6],
    [9, 9],
  ],
  [
    [4, 4],
    [7, 2],
    [1, 3],
  ],
];

export function galleryQuestions() {
  const q3 = question({
    id: "forms/q3",
    items: [1, 63],
    asks: "Which form has each of the seven tasks of the gallery?",
    answer: formMatching(tasks),
    because: "one or many steps in, one or many out; and of many to many, a label for each step or another length.",
    hints: [
      "Look at a row of the table: how many steps stand on the left, how many on the right?",
      "Where both are many: are they as many in every example that there could be?",
    ],
    solution:
      "music has one step in; sentiment and video have one out; dna and names have a label for each step; speech and translation have an output of another length.",
    fingerprints: allConfusions(tasks),
  });

  const q4 = question({
    id: "forms/q4",
    items: [1, 64],
    asks: "Write formOf(lengths): the form of a data set, of whose examples the lengths [Tx, Ty] are given.",
    answer: implementation({
      parameters: () => ({
        lengths: (draw, { form, n }): [number, number][] => {
          const place = form! % 5;
          const known = misleading[place]!.map(([Tx, Ty]): [number, number] => [Tx, Ty]);
          const many = () => 2 + draw.integer(30);
          const more = Array.from({ length: n! }, (): [number, number] => {
            const Tx = many();
            return [
              [1, 1],
              [1, many()],
              [Tx, 1],
              [Tx, Tx],
              [Tx, many()],
            ][place] as [number, number];
          });
          return [...known, ...more, known[0]!];
        },
      }),
      cases: {
        "many steps in, one out": { form: 2, n: 6 },
        "one step in, many out": { form: 1, n: 7 },
        "as many out as in": { form: 3, n: 8 },
        "another length out than in": { form: 4, n: 9 },
        "one step in, one out": { form: 0, n: 5 },
      },
      draws: 1,
      reference: (lengths: [number, number][]): Form => {
        const oneIn = lengths.every(([Tx]) => Tx === 1);
        const oneOut = lengths.every(([, Ty]) => Ty === 1);
        if (oneIn && oneOut) return "one-to-one";
        if (oneIn) return "one-to-many";
        if (oneOut) return "many-to-one";
        return lengths.every(([Tx, Ty]) => Tx === Ty) ? "many-to-many-equal" : "many-to-many-unequal";
      },
    }),
    because: "it asks all examples: is every input one step, is every output one step, is every pair equally long.",
    hints: [
      "`lengths.every(([Tx, Ty]) => Tx === 1)` is true where every input has one step.",
      "Ask for one-to-one first, then one-to-many, then many-to-one. Then only the two many-to-many forms are left.",
      "In the end: are the two lengths equal in every example?",
    ],
    solution:
      'const oneIn = lengths.every(([Tx, Ty]) => Tx === 1), the same for oneOut, and then: if (oneIn && oneOut) return "one-to-one"; if (oneIn) return "one-to-many"; …',
    fingerprints: [
      {
        answer: lengths => formOfOne(lengths[0]!),
        hint: "you look at a single example, which may be short by chance. What holds of all of them?",
      },
      {
        answer: lengths => withTests(lengths, "some"),
        hint: "one example of one step is not enough: that may be chance. Does it hold of every example?",
      },
      {
        answer: lengths =>
          withTests(
            lengths.map(([Tx, Ty]) => [Ty, Tx]),
            "every",
          ),
        hint: "in and out are swapped: which length is the input's?",
      },
      {
        answer: lengths => {
          if (lengths.every(([Tx]) => Tx === 1)) return "one-to-many";
          if (lengths.every(([, Ty]) => Ty === 1)) return "many-to-one";
          return lengths.every(([Tx, Ty]) => Tx === Ty) ? "many-to-many-equal" : "many-to-many-unequal";
        },
        hint: "where both are one step, your first case is taken already: what must be asked for before it?",
      },
      {
        answer: lengths => {
          if (lengths.every(([Tx, Ty]) => Tx === Ty)) return "many-to-many-equal";
          return withTests(lengths, "every");
        },
        hint: "where everything has one step, both lengths are equal, too: which case must be asked for first?",
      },
      {
        answer: lengths => (lengths.every(([Tx, Ty]) => Tx === Ty) ? "many-to-many-equal" : "many-to-many-unequal"),
        hint: "you compare the two lengths only; which forms have one step on a side?",
      },
    ],
  });

  const q6 = question({
    id: "forms/q6",
    items: [1, 110, 116],
    asks: "Which form does each of the five pictures show?",
    answer: formMatching(pictures),
    because: "the arrows from below say which steps read, and the arrows to the top say which steps write.",
    hints: [
      "Count the arrows that come from below, and those that go to the top.",
      "Where both are many: does the first output come before the last input, or after it?",
    ],
    solution:
      "A reads often and writes once. B reads, and then writes. C reads once. D writes at each step. E has one step.",
    fingerprints: allConfusions(pictures),
  });

  return { q3, q4, q6 };
}

/** The form of a single example. */
const formOfOne = (lengths: [number, number]): Form => withTests([lengths], "every");

function withTests(lengths: [number, number][], quantifier: "every" | "some"): Form {
  const oneIn = lengths[quantifier](([Tx]) => Tx === 1);
  const oneOut = lengths[quantifier](([, Ty]) => Ty === 1);
  if (oneIn && oneOut) return "one-to-one";
  if (oneIn) return "one-to-many";
  if (oneOut) return "many-to-one";
  return lengths[quantifier](([Tx, Ty]) => Tx === Ty) ? "many-to-many-equal" : "many-to-many-unequal";
}
