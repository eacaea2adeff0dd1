// The door of what reads files. It is built into a file of its own, which is loaded with the first file that is read: no tensor
// may be made here, since tensors of two files would be of two classes.
export { withFile } from "./byte-stream.ts";
export { numbersIn, parseCsv } from "./csv.ts";
export { readIdxNumbers } from "./idx.ts";
export { type PlainArray, readHeader, readNumbers, readRows } from "./npy.ts";
export { readArrays } from "./npz.ts";
export { readReviews } from "./reviews.ts";
export { type Encoding, textOf } from "./text.ts";
