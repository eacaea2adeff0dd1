// MIME bundles: one value in several representations, keyed by MIME type.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One value in several representations; binary types are base64, JSON types are JSON. */
export type MimeBundle = { [mimeType: string]: Json };

/** A bundle with its metadata: what an execute_result or a display_data carries. */
export interface Presentation {
  data: MimeBundle;
  metadata: { [key: string]: Json };
}
