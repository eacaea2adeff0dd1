// The pipes between the host and the executor's process, by file descriptor.
export const pipes = {
  /** executor → host, frames: written synchronously, so never made non-blocking by a stream. */
  events: 3,
  /** host → executor, frames. */
  requests: 4,
  /** host → urgent thread, frames. */
  urgent: 5,
} as const;
