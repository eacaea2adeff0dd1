// The few types of WebAssembly that are used here: Node's types leave them to a browser's.

export interface Memory {
  /** Shared where the memory is. */
  readonly buffer: ArrayBuffer;
  /** @throws RangeError where the pages cannot be had. */
  grow(pages: number): number;
}

interface WebAssemblyScope {
  Memory: new (size: { initial: number; maximum: number; shared?: boolean }) => Memory;
  /** Compiled at once, on the thread that asks: engines compile each function when it is first called, so this is quick. */
  Module: new (
    bytes: Uint8Array,
  ) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
  validate(bytes: Uint8Array): boolean;
}

export const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyScope };
