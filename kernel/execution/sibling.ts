// The file of a process or thread to start beside a module: `.ts` when run from the sources, `.js` when built.
export function sibling(moduleUrl: string, name: string): URL {
  const extension = moduleUrl.slice(moduleUrl.lastIndexOf("."));
  return new URL(`./${name}${extension}`, moduleUrl);
}
