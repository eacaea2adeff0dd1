// As much of a page as the extensions of JupyterLab use: the project is compiled for Node, where none of it is global.

export interface PageEvent {
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  preventDefault(): void;
}

export interface PageElement {
  id: string;
  textContent: string | null;
  tabIndex: number;
  readonly href?: string;
  readonly childElementCount: number;
  readonly isConnected: boolean;
  readonly clientWidth: number;
  readonly classList: { add(name: string): void };
  readonly style: { cssText: string };
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  append(...children: (PageElement | string)[]): void;
  replaceChildren(...children: (PageElement | string)[]): void;
  remove(): void;
  contains(other: PageElement | null): boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
  focus(): void;
}

export interface PageDocument {
  readonly activeElement: PageElement | null;
  readonly head: PageElement;
  readonly body: PageElement & { readonly dataset: { [name: string]: string | undefined } };
  createElement(name: string): PageElement;
}
