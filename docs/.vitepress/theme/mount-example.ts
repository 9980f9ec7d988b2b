import { type ComponentType, createElement } from "react";
import { createRoot } from "react-dom/client";
import { type ReceivedRequest, startPretendServer } from "./pretend-server.ts";

/** What {@link mountExample} starts. */
export interface MountExampleOptions {
  /** Name of a file of `docs/examples`, without its ending. */
  readonly name: string;
  /** Where it goes; undefined when the reader has left the page meanwhile. */
  readonly place: () => HTMLElement | undefined;
  readonly onRequest: (request: ReceivedRequest) => void;
}

const examples = import.meta.glob<{ readonly Example: ComponentType }>("../../examples/*.tsx");

/** Starts an example once there is a server for it to talk to. Returns what ends it. */
export async function mountExample({ name, place, onRequest }: MountExampleOptions): Promise<() => void> {
  const load = examples[`../../examples/${name}.tsx`];
  if (!load) throw new Error(`There is no docs/examples/${name}.tsx.`);
  const [{ Example }, stopListening] = await Promise.all([load(), startPretendServer(onRequest)]);
  const element = place();
  if (!element) return stopListening;
  const root = createRoot(element);
  root.render(createElement(Example));
  return () => {
    root.unmount();
    stopListening();
  };
}
