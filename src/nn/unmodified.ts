// Unmodified: whether an object runs the toolkit's own code. Each class says itself that its code keeps no tensor that passes
// through it, in a static block, so its methods are known before anybody can replace one.
import { Rng, Tensor } from "../tensor/index.ts";

type Class<Instance extends object = object> = abstract new (...options: never[]) => Instance;

/** The methods of each such class by name, inherited ones too, as they were when the class was made. */
const methodsAsMade = new Map<object, ReadonlyMap<string, unknown>>();

/**
 * Says of a class that its code keeps no tensor after the call that got or made it, except in the object itself. Called in a
 * static block of the class; a derived class says so for itself, or counts as unknown.
 */
export function keepsNoTensor({ prototype }: Class): void {
  methodsAsMade.set(prototype, methodsOf(prototype));
}

keepsNoTensor(Tensor);
keepsNoTensor(Rng);

/** Whether an object is of such a class itself, not of one derived from it, and no method of it is replaced anywhere. */
export function isUnmodified(value: object): boolean {
  const methods = methodsAsMade.get(Object.getPrototypeOf(value) as object);
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
  const methods = methodsAsMade.get(Class.prototype);
  const asMade = (name: string) => (value as Record<string, unknown>)[name] === methods?.get(name);
  return value instanceof Class && names.every(asMade);
}

function methodsOf(prototype: object): Map<string, unknown> {
  if (prototype === Object.prototype) return new Map();
  const inherited = methodsOf(Object.getPrototypeOf(prototype) as object);
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (typeof value === "function") inherited.set(name, value);
  return inherited;
}
