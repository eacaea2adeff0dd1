// TypeScript as people know it, one file a topic.
import { asynchronous } from "./asynchronous.ts";
import { classes } from "./classes.ts";
import { errors } from "./errors.ts";
import { expressions } from "./expressions.ts";
import { library } from "./library.ts";
import { modules } from "./modules.ts";
import { names } from "./names.ts";
import type { Sample } from "./sample.ts";
import { statements } from "./statements.ts";
import { types } from "./types.ts";
import { untyped } from "./untyped.ts";

export type { Sample } from "./sample.ts";

export const samples: Sample[] = [
  ...expressions,
  ...names,
  ...statements,
  ...classes,
  ...asynchronous,
  ...modules,
  ...library,
  ...types,
  ...untyped,
  ...errors,
];
