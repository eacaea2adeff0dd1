// The heap of the wasm backend: places do not overlap, and memory that one size has left serves others.
import assert from "node:assert/strict";
import { Arena } from "../../../src/backend/wasm/arena.ts";
import { createMemory, Heap } from "../../../src/backend/wasm/heap.ts";
import { seed } from "../../../src/tensor/index.ts";

describe("the wasm heap", () => {
  const kilobyte = 1024;
  const heapOf = () => new Heap(createMemory(false), 4096);

  it("hands out places that do not overlap, through thousands of requests of all sizes", () => {
    const heap = heapOf();
    const rng = seed(5);
    const held: { place: number; bytes: number }[] = [];
    let most = 0;
    for (let i = 0; i < 20_000; i++) {
      // Each thousand asks for other sizes.
      const bytes = 512 * rng.integers(1, 40 + 3 * Math.floor(i / 1000) ** 2);
      if (rng.uniform() < 0.5 && held.length > 0) {
        const [freed] = held.splice(rng.integers(0, held.length), 1);
        heap.giveBack(freed!.place, freed!.bytes);
      } else {
        const place = heap.take(bytes)!;
        assert.ok(place >= 4096 && place % 16 === 0 && place + bytes <= heap.size, `${place}`);
        held.push({ place, bytes });
      }
      most = Math.max(most, heap.used);
      if (i % 500 !== 499) continue;
      const sorted = held.toSorted((a, b) => a.place - b.place);
      for (const [k, { place, bytes: size }] of sorted.entries())
        assert.ok(place + size <= (sorted[k + 1]?.place ?? heap.size), `after ${i} requests`);
    }
    for (const { place, bytes } of held) heap.giveBack(place, bytes);
    assert.equal(heap.used, 0);
    assert.ok(heap.size < 2 * most, `${heap.size} bytes for at most ${most}`);
  });

  it("keeps a large stretch for what is large", () => {
    const heap = heapOf();
    const take = (bytes: number) => ({ place: heap.take(bytes)!, bytes });
    const large = take(1024 * kilobyte);
    // Small places apart from one another; then all of the memory is in use.
    const small = Array.from({ length: 40 }, () => [take(512), take(33 * kilobyte)][1]!);
    const { size } = heap;
    while (heap.size === size) take(8 * kilobyte);
    const whole = heap.size;
    while (heap.used < whole - 64 * kilobyte) take(8 * kilobyte);
    for (const { place, bytes } of [large, ...small]) heap.giveBack(place, bytes);
    for (let i = 0; i < 40; i++) take(25 * kilobyte);
    take(1000 * kilobyte);
    assert.equal(heap.size, whole);
  });

  it("needs for eight loops of different sizes no more than the largest", () => {
    const heap = heapOf();
    const loop = (bytes: number) => {
      const places = Array.from({ length: 200 }, () => heap.take(bytes)!);
      for (const place of places) heap.giveBack(place, bytes);
    };
    loop(100 * kilobyte);
    const { size } = heap;
    for (const bytes of [8, 33, 20, 64, 16, 90, 48, 100]) loop(bytes * kilobyte);
    assert.equal(heap.size, size);
  });

  it("gets back what a request had that cannot be served whole", () => {
    const heap = heapOf();
    const arena = new Arena(heap);
    assert.throws(() => arena.temporary([1000, 2000, 2 ** 32 - 64], () => {}), /cannot hold 4096 MB more/);
    assert.equal(heap.used, 0);
  });
});
