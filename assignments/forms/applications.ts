// Question 18: an application for each form, out of five that are drawn for the student.
import { type Context, matching, question } from "../../src/checking/index.ts";
import { type Form, forms, type Key, keys, question as leadingTo } from "./form.ts";

const pool: { readonly [Name in Form]: readonly string[] } = {
  "one-to-one": ["digit recognition", "house prices", "leaf recognition"],
  "one-to-many": ["image captioning", "melody writing", "digit drawing, stroke by stroke"],
  "many-to-one": ["review rating", "spam detection", "sport recognition in a clip"],
  "many-to-many-equal": ["name tagging", "gene marking", "people counting, frame by frame"],
  "many-to-many-unequal": ["translation", "speech recognition", "summary writing"],
};

export function applicationQuestion({ draw }: Context) {
  const chosen = draw("applications", random => ({
    of: Object.fromEntries(forms.map(form => [form, random.pick(pool[form])])) as { [Name in Form]: string },
    order: random.shuffle(forms),
  }));
  const list = chosen.order.map(form => chosen.of[form]);
  const right = Object.fromEntries(forms.map(form => [keys[form], chosen.of[form]])) as { [Name in Key]: string };
  const q18 = question({
    id: "forms/q18",
    items: [2],
    asks: `Give each form the application that fits:\n${list.map(name => `  ${JSON.stringify(name)}`).join("\n")}`,
    answer: matching<Key, string>(right, { among: list }),
    because: "each of them takes and gives its steps as the name of the form says.",
    hints: [
      "Imagine one example of each: how many steps has its input, and how many its output?",
      "Begin with the two that take no sequence. Then ask of the others when their output starts.",
    ],
    solution: forms.map(form => `${keys[form]}: ${chosen.of[form]}`).join("; "),
    fingerprints: forms.flatMap(form =>
      forms
        .filter(other => other !== form)
        .map(other => ({
          answer: { [keys[form]]: chosen.of[other] } as { [Name in Key]?: string },
          hint: `${chosen.of[other]} as ${keys[form]}: ${leadingTo(other, form)}`,
        })),
    ),
  });
  return { q18 };
}
