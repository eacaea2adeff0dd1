// What is in scope in every cell of ours: the toolkit, what answers and asks for verdicts, and a course with its `assignment`.
//
// The set-up script loads this file on whatever Node is there, so nothing it imports needs more than Node's own modules.

/** The open course, where no other is asked for. */
export const openCourse = "unrolled/assignments";

/** "section.key" of the package.json by which a folder of notebooks names its own course. */
export const courseSetting = "unrolled.course";

/** What a session preloads, and the name that cells cannot do without. @param course a folder's absolute path, or the open one */
export const preloadOf = (course: string = openCourse): { preload: string[]; required: string[] } => ({
  preload: ["unrolled", "unrolled/cells", course],
  required: ["assignment"],
});
