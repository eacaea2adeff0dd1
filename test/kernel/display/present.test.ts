import assert from "node:assert/strict";
import { present } from "../../../kernel/display/present.ts";

const text = async (value: unknown) => String((await present(value))?.data["text/plain"]);
const display = Symbol.for("Jupyter.display");

describe("display: present", () => {
  it("has nothing to show for undefined, and an inspection without colors for the rest", async () => {
    assert.equal(present(undefined), undefined);
    assert.equal(await text(null), "null");
    assert.equal(await text("two\nlines"), "'two\\nlines'");
    assert.equal(await text(new Map([["a", [1, 2n]]])), "Map(1) { 'a' => [ 1, 2n ] }");
  });

  it("is bounded: a huge array, string and object stay readable", async () => {
    assert.ok((await text(new Array(1e6).fill(7))).length < 2_000);
    assert.ok((await text("x".repeat(1e7))).length < 11_000);
    const wide = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i}`, i]));
    assert.ok((await text(wide)).length < 101_000);
  });

  for (const [name, key] of [
    ["the symbol", display],
    ["$display", "$display"],
  ] as const)
    it(`asks a value for its own bundle by ${name}, synchronous or not`, async () => {
      const bundle = { "text/html": "<b>x</b>", "text/plain": "x" };
      assert.deepEqual(await present({ [key]: () => bundle }), { data: bundle, metadata: {} });
      assert.deepEqual(await present({ [key]: async () => bundle }), { data: bundle, metadata: {} });
    });

  it("calls the method on the value, finds inherited ones, and adds a text/plain", async () => {
    class Model {
      layers = 3;
      [display]() {
        return { "text/html": `<i>${this.layers}</i>` };
      }
    }
    const shown = await present(new Model());
    assert.equal(shown?.data["text/html"], "<i>3</i>");
    assert.match(String(shown?.data["text/plain"]), /^Model \{ layers: 3/);
  });

  it("takes metadata, bytes as base64, typed arrays in JSON as lists", async () => {
    const shown = await present({
      $display: () => ({
        data: {
          "image/png": new Uint8Array([1, 2, 3]),
          "application/json": { x: new Float32Array([1, 2]), big: 3n, map: new Map([["a", new Set([1])]]) },
          "text/plain": "",
        },
        metadata: { "image/png": { width: 10 } },
      }),
    });
    assert.deepEqual(shown, {
      data: { "image/png": "AQID", "application/json": { x: [1, 2], big: "3", map: { a: [1] } }, "text/plain": "" },
      metadata: { "image/png": { width: 10 } },
    });
  });

  const boom = () => {
    throw new RangeError("boom");
  };
  const broken: [string, unknown, RegExp][] = [
    ["a method that throws", { a: 1, $display: boom }, /a: 1.*\n\(its display method failed: RangeError: boom\)/s],
    ["a method that rejects", { a: 1, $display: async () => boom() }, /a: 1.*\n.*failed: RangeError: boom/s],
    ["a method that returns nothing", { $display: () => {} }, /failed: TypeError: it returned nothing/],
    [
      "a method that returns no MIME types",
      { $display: () => ({ html: "x" }) },
      /the key "html", which is no MIME type/,
    ],
    ["a method that returns a number as HTML", { $display: () => ({ "text/html": 3 }) }, /a number as text\/html/],
    [
      "a cycle in JSON",
      {
        $display: () => {
          const a: { a?: object } = {};
          a.a = a;
          return { "application/json": a };
        },
      },
      /failed: TypeError: .*circular/,
    ],
    ["a getter that throws", Object.defineProperty({ b: 2 }, "$display", { get: boom }), /failed: RangeError: boom/],
    [
      "a proxy that throws",
      new Proxy({ c: 3 }, { get: boom, ownKeys: boom, getPrototypeOf: boom, has: boom }),
      /c: 3.*failed: RangeError: boom/s,
    ],
    [
      "a revoked proxy",
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      })(),
      /Revoked|revoked/,
    ],
    [
      "a custom inspection that throws",
      { d: 4, [Symbol.for("nodejs.util.inspect.custom")]: boom },
      /d: 4.*showing it threw RangeError: boom/s,
    ],
    [
      "an error without a readable message",
      {
        $display: () => {
          throw Object.defineProperty(new Error(), "message", { get: boom });
        },
      },
      /something that cannot be shown/,
    ],
  ];
  for (const [name, value, expected] of broken)
    it(`survives ${name}, and says so`, async () => assert.match(await text(value), expected));
});
