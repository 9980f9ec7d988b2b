import type { Audience } from "../assignment/audience.ts";
import { audiences } from "../audiences/audiences.ts";
import type { Obstacle, Path } from "./import-result.ts";

/** Makes an obstacle of whatever audiences cannot ask, such as an unknown operator or a pattern beyond their subset. */
export function checkAudience(audience: Audience, path: Path, obstacle: Obstacle): void {
  audiences()(audience, (inside, _code, message) => {
    const what = inside.length > 0 ? `${inside.join(".")} in its audience` : "its audience";
    obstacle(path, "unsupported-condition", `${what} ${message.replace(/\.$/, "")}`);
  });
}
