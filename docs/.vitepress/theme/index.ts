import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { LiveExample } from "./live-example.ts";
import "@pricewright/react/styles.css";
import "./live-example.css";

/** VitePress' own looks, and examples that run. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("LiveExample", LiveExample);
  },
} satisfies Theme;
