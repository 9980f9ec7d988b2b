import { useData } from "vitepress";
import { defineComponent, h, onBeforeUnmount, onMounted, ref, shallowRef } from "vue";
import type { ReceivedRequest } from "./pretend-server.ts";

/** Runs `docs/examples/<name>.tsx` in the page, and lists what it sends. Without scripts the page shows its code alone. */
export const LiveExample = defineComponent({
  props: { name: { type: String, required: true } },
  setup({ name }) {
    // biome-ignore lint/correctness/useHookAtTopLevel: it is of Vue, whose rules are others.
    const { isDark } = useData();
    const place = ref<HTMLElement>();
    const state = ref<"waiting" | "running" | "failed">("waiting");
    const requests = shallowRef<readonly ReceivedRequest[]>([]);
    let unmount = () => {};
    let isGone = false;

    onMounted(async () => {
      const { mountExample } = await import("./mount-example.ts");
      try {
        unmount = await mountExample({
          name,
          place: () => (isGone ? undefined : place.value),
          onRequest: (request) => {
            requests.value = [...requests.value, request];
          },
        });
        state.value = "running";
      } catch (error) {
        state.value = "failed";
        console.error(error);
      }
      if (isGone) unmount();
    });
    onBeforeUnmount(() => {
      isGone = true;
      unmount();
    });

    // Which colours the reader has is known in the browser alone, so it is not said before there is an example.
    const theme = () => (state.value === "running" ? { "data-theme": isDark.value ? "dark" : "light" } : {});
    return () =>
      h("div", { class: "live-example vp-raw", "data-example": name, "data-state": state.value, ...theme() }, [
        h("div", { class: "live-example-place", ref: place }),
        state.value === "waiting" &&
          h("p", { class: "live-example-without-scripts" }, "The example needs scripts. Its code is below."),
        state.value === "failed" && h("p", { role: "alert" }, "The example did not start here. Its code is below."),
        requests.value.length > 0 && h("div", { class: "live-example-requests" }, listOf(requests.value)),
      ]);
  },
});

function listOf(requests: readonly ReceivedRequest[]) {
  return [
    h("p", "What the example sent, to a server that is only pretended:"),
    ...requests.map(({ path, body }) => h("details", [h("summary", `POST ${path}`), h("pre", { tabindex: 0 }, body)])),
  ];
}
