// What this folder uses of two libraries: jsfive has no types; h5wasm is a peer (`write.ts` says what is used of it).
declare module "jsfive" {
  export class Group {
    readonly keys: readonly string[];
    readonly attrs: { readonly [name: string]: unknown };
    get(name: string): unknown;
  }
  export class File extends Group {
    constructor(file: ArrayBuffer, name: string);
  }
}

declare module "h5wasm";
