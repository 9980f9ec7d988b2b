/** Share of the element that has to be on screen. */
const VISIBLE_SHARE = 0.5;
/** Milliseconds for which it has to stay there. */
const VISIBLE_TIME = 1000;

/** A document that a browser may have made before anybody asked to see it. */
interface PrerenderableDocument extends Document {
  readonly prerendering?: boolean;
}

/**
 * Calls `onSeen` once, when at least half of an element was on screen for one unbroken second in a visible tab. A
 * page that is prerendered waits until it is shown.
 * Returns a function that stops watching.
 */
export function watchExposure(element: Element, onSeen: () => void): () => void {
  if (typeof IntersectionObserver === "undefined") return () => {};
  const page: PrerenderableDocument = element.ownerDocument;
  let onScreen = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const update = () => {
    const visible = onScreen && page.visibilityState === "visible" && !page.prerendering;
    if (!visible) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined) {
      timer = setTimeout(() => {
        stop();
        onSeen();
      }, VISIBLE_TIME);
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      onScreen = (entries.at(-1)?.intersectionRatio ?? 0) >= VISIBLE_SHARE;
      update();
    },
    { threshold: VISIBLE_SHARE },
  );
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    page.removeEventListener("visibilitychange", update);
    page.removeEventListener("prerenderingchange", update);
  };
  observer.observe(element);
  page.addEventListener("visibilitychange", update);
  page.addEventListener("prerenderingchange", update);
  return stop;
}
