// Who works in a notebook, as it says itself. Nothing proves it.
import type { Notebook } from "../../../kernel/notebook/index.ts";

/** A text of one line in quotes. */
const quoted = String.raw`(["'\`])(?<text>[^"'\`\n]+)\1`;

/** The name in `student("ana")`, or in `const me = "ana"` where the call has `me`; undefined where none is said. */
export function saidName({ cells, metadata }: Notebook): string | undefined {
  const { student } = (metadata.unrolled ?? {}) as { student?: unknown };
  if (typeof student === "string") return student;
  const code = cells.flatMap(({ cell_type, source }) => (cell_type === "code" ? [source] : [])).join("\n");
  const [call] = /^[ \t]*(?:await )?student\(([^\n]*)/m.exec(code) ?? [];
  if (call === undefined) return undefined;
  const given = call.slice(call.indexOf("(") + 1);
  const written = new RegExp(`^\\s*${quoted}`).exec(given)?.groups?.text ?? declared(code, given);
  return written?.includes("____") ? undefined : written;
}

function declared(code: string, given: string): string | undefined {
  const [name] = /^\s*[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(given) ?? [];
  if (name === undefined) return undefined;
  const escaped = name.trim().replaceAll("$", String.raw`\$`);
  const declaration = new RegExp(`^[ \\t]*(?:const|let|var)\\s+${escaped}\\s*(?::\\s*string\\s*)?=\\s*${quoted}`, "m");
  return declaration.exec(code)?.groups?.text;
}
