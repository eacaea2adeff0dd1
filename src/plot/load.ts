// Loads the room that draws only when a first figure is shown, so that importing the toolkit does not take longer.
import type * as pictureRoom from "./picture/index.ts";

type PictureRoom = typeof pictureRoom;

let loaded: PictureRoom | undefined;
let coming: Promise<PictureRoom> | undefined;

/**
 * At once in Node: a figure which had to wait would be shown after what the cell prints next. In a page, where nothing can be
 * imported at once, a promise the first time.
 */
export function loadPicture(): PictureRoom | Promise<PictureRoom> {
  if (loaded) return loaded;
  const node = globalThis.process?.getBuiltinModule?.("node:module");
  if (node) {
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
    loaded = node.createRequire(import.meta.url)(`./picture/index${extension}`) as PictureRoom;
    return loaded;
  }
  coming ??= import("./picture/index.ts").then(room => {
    loaded = room;
    return room;
  });
  return coming;
}
