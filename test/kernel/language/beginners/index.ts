// Lines that students of other courses type, by what is wrong with them.
import { names } from "./names.ts";
import { python } from "./python.ts";
import { typescript } from "./typescript.ts";

export const groups = [...names, ...python, ...typescript];
