// A path or an address as a shell reads it, in a line that somebody copies.

export const shellWord = (text: string): string => (/[^\w./:@=,+-]/.test(text) ? JSON.stringify(text) : text);
