// The few types of WebAssembly that are used here: Node's types leave them to a browser's.

export interface Memory {
  readonly buffer: ArrayBuffer;
  /** @throws RangeError where the pages cannot be had. */
  grow(pages: number): number;
}

interface WebAssemblyScope {
  Memory: new (size: { initial: number; maximum: number }) => Memory;
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ exports: unknown }>;
  validate(bytes: Uint8Array): boolean;
}

export const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyScope };
