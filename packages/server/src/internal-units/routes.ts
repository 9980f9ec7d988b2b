import { internalUnitList, internalUnitRequest, internalUnitResource } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { unitParams } from "../units/unit-params.ts";
import { addInternalUnit, removeInternalUnit } from "./change-internal-units.ts";
import { listInternalUnits } from "./read-internal-units.ts";

/** The tenant's own people, whom experiments leave out. */
export function internalUnitRoutes(services: Services, authenticate: Authenticate) {
  const base = {
    tags: ["Units"],
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] satisfies [unknown],
  };
  const one = {
    ...base,
    // Who may leave traffic out may leave somebody out.
    middleware: [authenticate({ secret: "manage", session: "analyst" })] satisfies [unknown],
    path: "/v1/internal-units/{kind}/{id}" as const,
  };
  const list = createRoute({
    ...base,
    method: "get",
    path: "/v1/internal-units",
    summary: "Units that experiments leave out",
    responses: { 200: answer("Every listed unit, oldest first", internalUnitList), "4XX": problemAnswer },
  });
  const add = createRoute({
    ...one,
    method: "put",
    summary: "Leave a unit out of experiments",
    description:
      "For your own people: what they did leaves every experiment, and prices that they are shown from now on are not " +
      "counted. A price that they were shown before stays theirs. At most 1,000 units are listed.",
    request: { params: unitParams, body: json(internalUnitRequest) },
    responses: { 200: answer("The listed unit", internalUnitResource), "4XX": problemAnswer },
  });
  const remove = createRoute({
    ...one,
    method: "delete",
    summary: "Take a unit into experiments again",
    request: { params: unitParams },
    responses: { 200: answer("The unit that was listed", internalUnitResource), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(list, async (context) => {
      const units = await services.database.inScope(context.get("principal").scope, listInternalUnits);
      return context.json({ units }, 200);
    })
    .openapi(add, async (context) => {
      const { reason } = context.req.valid("json");
      return context.json(
        await addInternalUnit(services, context.get("principal"), context.req.valid("param"), reason),
        200,
      );
    })
    .openapi(remove, async (context) =>
      context.json(await removeInternalUnit(services, context.get("principal"), context.req.valid("param")), 200),
    );
}
