// Where a top-level name of the cells keeps its value.

/**
 * One field, `v`. Until the declaration has run there is no such field, and reading falls through to the accessor,
 * which throws as JavaScript does; after it a read is a plain field load, which V8 compiles to one instruction.
 */
export class Slot {
  declare v: unknown;
  /** Not enumerable, not `#private`: it must not change how V8 lays out the field. */
  static create(name: string): Slot {
    const slot = new Slot();
    Object.defineProperty(slot, "name", { value: name });
    return slot;
  }
}

Object.defineProperty(Slot.prototype, "v", {
  get(this: Slot & { name: string }) {
    throw new ReferenceError(`Cannot access '${this.name}' before initialization`);
  },
  set(this: Slot, value: unknown) {
    Object.defineProperty(this, "v", { value, writable: true, enumerable: true, configurable: true });
  },
});
