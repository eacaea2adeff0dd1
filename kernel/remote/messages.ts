// What all messages to and from a box have in common.

/** The channel's file descriptor in the box. */
export const channelFd = 3;

/** An error as it crosses the channel. */
export interface PlainError {
  name: string;
  message: string;
}
