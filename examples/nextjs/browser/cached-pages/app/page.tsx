export { default } from "../../../src/app/page.tsx";
