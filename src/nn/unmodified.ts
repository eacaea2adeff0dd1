// Unmodified: whether an object runs the toolkit's own code. Each class says itself that its code keeps no tensor that passes
// through it, in a static block, so its methods are known before anybody can replace one.
import { Rng, Tensor } from "../tensor/index.ts";

type Class<Instance extends object = object> = abstract new (...options: never[]) => Instance;

type Methods = ReadonlyMap<string, unknown>;

/** The methods of a class itself by name, as they were when it was made: of each such class, and of those that it is derived from. */
const ownMethods = new Map<object, Methods>();

/** Prototypes of the classes that have said so. */
const keepers = new Set<object>();

/** All methods of such a class, inherited ones too. Put together when they are first asked for: there are many classes. */
const allMethods = new Map<object, Methods>();

/**
 * Says of a class that its code keeps no tensor after the call that got or made it, except in the object itself. Called in a
 * static block of the class; a derived class says so for itself, or counts as unknown.
 */
export function keepsNoTensor({ prototype }: Class): void {
  keepers.add(prototype);
  for (let at: object = prototype; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    if (!ownMethods.has(at)) ownMethods.set(at, methodsNow(at));
}

keepsNoTensor(Tensor);
keepsNoTensor(Rng);

/** Whether an object is of such a class itself, not of one derived from it, and no method of it is replaced anywhere. */
export function isUnmodified(value: object): boolean {
  const methods = methodsAsMade(Object.getPrototypeOf(value) as object);
  if (!methods) return false;
  for (const [name, method] of methods) if ((value as Record<string, unknown>)[name] !== method) return false;
  return true;
}

/** Whether an object of `Class`, or of one derived from it, has these methods of it: none overridden or replaced. */
export function hasMethodsOf<Instance extends object>(
  value: object,
  Class: Class<Instance>,
  names: readonly string[],
): value is Instance {
  const methods = methodsAsMade(Class.prototype);
  const asMade = (name: string) => (value as Record<string, unknown>)[name] === methods?.get(name);
  return value instanceof Class && names.every(asMade);
}

function methodsAsMade(prototype: object): Methods | undefined {
  if (!keepers.has(prototype)) return undefined;
  const known = allMethods.get(prototype);
  if (known) return known;
  const methods = withInherited(prototype);
  allMethods.set(prototype, methods);
  return methods;
}

function withInherited(prototype: object): Map<string, unknown> {
  if (prototype === Object.prototype) return new Map();
  const methods = withInherited(Object.getPrototypeOf(prototype) as object);
  for (const [name, method] of ownMethods.get(prototype) ?? []) methods.set(name, method);
  return methods;
}

function methodsNow(prototype: object): Methods {
  const methods = new Map<string, unknown>();
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof method === "function") methods.set(name, method);
  }
  return methods;
}
