// What is in scope in every cell of ours: the toolkit, and the course beside it.

/** The open course, where no other is asked for. */
const openCourse = "unrolled/assignments";

export const preload: readonly string[] = ["unrolled", openCourse];
