// The door of data sets. It is built beside what reads files, and makes no tensor either.
export { type CocoOptions, coco } from "./coco.ts";
export { digits } from "./digits.ts";
export { type Emails, emails } from "./emails.ts";
export { type ImdbOptions, imdb } from "./imdb.ts";
export { type Book, mobyDick } from "./moby-dick.ts";
export { type Names, names } from "./names.ts";
export { type Pronunciations, pronunciations } from "./pronunciations.ts";
export type { DataSource, LoadDataOptions } from "./source.ts";
export { type Speech, type Speeches, speeches } from "./speeches.ts";
