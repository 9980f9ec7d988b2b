import { z } from "@hono/zod-openapi";
import {
  createdWebhookEndpoint,
  createWebhookEndpointRequest,
  webhookDelivery,
  webhookDeliveryList,
  webhookEndpoint,
  webhookEndpointList,
} from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { pageQuery } from "../lists/page-query.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { listDeliveries, redeliver, sendTest } from "./deliveries.ts";
import { createEndpoint, deleteEndpoint, listEndpoints, toEndpoint } from "./endpoints.ts";

const id = z.string().min(1).max(128);

/** Who is told of what happens, and what became of it. */
export function webhookRoutes(services: Services, authenticate: Authenticate) {
  const { database } = services;
  const manage: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const base = { tags: ["Webhooks"], security: [{ secretKey: ["manage"] }], middleware: manage };
  const create = createRoute({
    ...base,
    method: "post",
    path: "/v1/webhook-endpoints",
    summary: "Name an address to be told of what happens",
    description: "Messages are signed as standard webhooks are, and tried again for three days.",
    request: { body: json(createWebhookEndpointRequest) },
    responses: {
      201: answer("The endpoint, with the only showing of its secret", createdWebhookEndpoint),
      "4XX": problemAnswer,
    },
  });
  const list = createRoute({
    ...base,
    method: "get",
    path: "/v1/webhook-endpoints",
    summary: "List endpoints",
    responses: {
      200: answer("Every endpoint of the environment, oldest first", webhookEndpointList),
      "4XX": problemAnswer,
    },
  });
  const remove = createRoute({
    ...base,
    method: "delete",
    path: "/v1/webhook-endpoints/{id}",
    summary: "Delete an endpoint and its messages",
    request: { params: z.object({ id }) },
    responses: { 200: answer("What it was", webhookEndpoint), "4XX": problemAnswer },
  });
  const test = createRoute({
    ...base,
    method: "post",
    path: "/v1/webhook-endpoints/{id}/test",
    summary: "Send a test message",
    request: { params: z.object({ id }) },
    responses: { 202: answer("The message, which is about to be sent", webhookDelivery), "4XX": problemAnswer },
  });
  const deliveries = createRoute({
    ...base,
    method: "get",
    path: "/v1/webhook-endpoints/{id}/deliveries",
    summary: "List an endpoint's messages, newest first",
    request: { params: z.object({ id }), query: pageQuery },
    responses: { 200: answer("A part of the messages", webhookDeliveryList), "4XX": problemAnswer },
  });
  const again = createRoute({
    ...base,
    method: "post",
    path: "/v1/webhook-endpoints/{id}/deliveries/{delivery}/redeliver",
    summary: "Send a message once more",
    request: { params: z.object({ id, delivery: id }) },
    responses: { 202: answer("The message, which is about to be sent", webhookDelivery), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(create, async (context) =>
      context.json(await createEndpoint(services, context.get("principal"), context.req.valid("json")), 201),
    )
    .openapi(list, async (context) => {
      const { scope } = context.get("principal");
      const found = await database.inScope(scope, (queries) => listEndpoints(queries, scope));
      return context.json({ endpoints: found.map(toEndpoint) }, 200);
    })
    .openapi(remove, async (context) =>
      context.json(await deleteEndpoint(services, context.get("principal"), context.req.valid("param").id), 200),
    )
    .openapi(test, async (context) => {
      const sent = await sendTest(services, context.get("principal"), context.req.valid("param").id);
      services.work.wake();
      return context.json(sent, 202);
    })
    .openapi(deliveries, async (context) => {
      const { scope } = context.get("principal");
      const endpoint = context.req.valid("param").id;
      const page = context.req.valid("query");
      return context.json(
        await database.inScope(scope, (queries) => listDeliveries(queries, scope, endpoint, page)),
        200,
      );
    })
    .openapi(again, async (context) => {
      const { id: endpoint, delivery } = context.req.valid("param");
      const sent = await redeliver(services, context.get("principal"), { endpoint, delivery });
      services.work.wake();
      return context.json(sent, 202);
    });
}
