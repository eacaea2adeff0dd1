// One value in several representations, as front ends take it.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** One value in several representations, keyed by MIME type. */
export type MimeBundle = { [mimeType: string]: Json };
