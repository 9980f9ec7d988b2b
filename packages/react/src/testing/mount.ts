import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

/** Renders into a new element of the page, and returns it with what takes it away again. */
export async function mount(node: ReactNode): Promise<{
  container: HTMLElement;
  rerender: (node: ReactNode) => Promise<void>;
  unmount: () => Promise<void>;
}> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const container = document.body.appendChild(document.createElement("div"));
  const root = createRoot(container);
  const rerender = (next: ReactNode) => act(async () => root.render(next));
  await rerender(node);
  return { container, rerender, unmount: () => act(async () => root.unmount()) };
}
