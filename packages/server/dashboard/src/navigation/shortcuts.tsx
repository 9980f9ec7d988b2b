import { type ReactElement, useEffect, useState } from "react";
import { Dialog } from "../dialogs/dialog.tsx";
import { navigate } from "./use-route.ts";

const PLACES = [
  ["o", "/", "Overview"],
  ["e", "/experiments", "Experiments"],
  ["c", "/catalog", "Price list"],
  ["m", "/margin", "Margin"],
  ["a", "/accounts", "Accounts"],
  ["k", "/keys", "API keys"],
] as const;

/** Milliseconds in which the second key of a shortcut is waited for. */
const SECOND_KEY_WITHIN = 1500;

/** Lets the keyboard go places. `?` lists what it can do. */
export function Shortcuts(): ReactElement | null {
  const [listed, setListed] = useState(false);
  useEffect(() => {
    let went = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const place = PLACES.find(([key]) => key === event.key);
      if (event.key === "?") setListed(true);
      else if (event.key === "n") navigate("/experiments/new");
      else if (event.key === "/") focusSearch(event);
      else if (place && event.timeStamp - went < SECOND_KEY_WITHIN) navigate(place[1]);
      went = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  if (!listed) return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => setListed(false)}>
      <dl className="shortcuts">
        <Shortcut keys={["?"]} does="List the shortcuts" />
        <Shortcut keys={["/"]} does="Search the list on the page" />
        <Shortcut keys={["n"]} does="New experiment" />
        {PLACES.map(([key, , name]) => (
          <Shortcut key={key} keys={["g", key]} does={`Go to ${name.toLowerCase()}`} />
        ))}
        <Shortcut keys={["Esc"]} does="Close a window" />
      </dl>
    </Dialog>
  );
}

function Shortcut({ keys, does }: { readonly keys: readonly string[]; readonly does: string }): ReactElement {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, select, textarea, dialog") !== null;
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
}
