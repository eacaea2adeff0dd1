// Which run of code an object was made in: a cell that is run again adds its layers again, in another turn of the event loop.

let current: object | undefined;

/** The same object until the event loop turns: between two runs of a cell it always does. */
export function currentTurn(): object {
  if (!current) {
    current = {};
    setTimeout(() => {
      current = undefined;
    }, 0);
  }
  return current;
}
