import { z } from "@hono/zod-openapi";
import {
  acceptInvitationRequest,
  changeMemberRequest,
  createdInvitation,
  doneResponse,
  invitationList,
  inviteRequest,
  memberList,
} from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import type { Principal } from "../keys/principal.ts";
import { ownPagesOnly } from "../people/own-pages-only.ts";
import { signInAnswer } from "../people/sign-in-answer.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { type InvitationRow, invite, openInvitations, withdrawInvitation } from "./invitations.ts";
import { join } from "./join.ts";
import { changeRole, listMembers, type MemberChange, removeMember, revokeSessions } from "./members.ts";

const params = z.object({ id: z.string().min(1).max(128) });
const DONE = { done: true } as const;

/** Who belongs to a tenant, and who was asked to. */
export function memberRoutes(services: Services, authenticate: Authenticate) {
  const { database, people, clock } = services;
  const owner: [ReturnType<Authenticate>] = [authenticate({ session: "owner" })];
  const base = { tags: ["Members"], security: [{ session: ["owner"] }], middleware: owner };
  const done = { 200: answer("It is done", doneResponse), "4XX": problemAnswer };

  const list = createRoute({
    method: "get",
    path: "/v1/members",
    tags: ["Members"],
    summary: "List who belongs to the tenant",
    security: [{ session: ["viewer"] }],
    middleware: [authenticate({ session: "viewer" })] as const,
    responses: { 200: answer("Everybody, in the order in which they came", memberList), "4XX": problemAnswer },
  });
  const change = createRoute({
    ...base,
    method: "patch",
    path: "/v1/members/{id}",
    summary: "Give a member another role",
    request: { params, body: json(changeMemberRequest) },
    responses: done,
  });
  const remove = createRoute({
    ...base,
    method: "delete",
    path: "/v1/members/{id}",
    summary: "End a membership, and the person's sessions with it",
    request: { params },
    responses: done,
  });
  const revoke = createRoute({
    ...base,
    method: "post",
    path: "/v1/members/{id}/revoke-sessions",
    summary: "Sign a member out everywhere",
    request: { params },
    responses: done,
  });
  const inviteRoute = createRoute({
    ...base,
    method: "post",
    path: "/v1/invitations",
    summary: "Invite somebody; the link is in the answer and in the mail, and works once within 7 days",
    request: { body: json(inviteRequest) },
    responses: { 201: answer("The invitation, whose link is shown only now", createdInvitation), "4XX": problemAnswer },
  });
  const invited = createRoute({
    ...base,
    method: "get",
    path: "/v1/invitations",
    summary: "List invitations that nobody has accepted yet",
    responses: { 200: answer("Open invitations, oldest first", invitationList), "4XX": problemAnswer },
  });
  const withdraw = createRoute({
    ...base,
    method: "delete",
    path: "/v1/invitations/{id}",
    summary: "Take an invitation back",
    request: { params },
    responses: done,
  });
  const accept = createRoute({
    method: "post",
    path: "/v1/invitations/accept",
    tags: ["Members"],
    summary: "Accept an invitation",
    description: "Somebody who is signed in joins as who they are; anybody else gives a name and a password.",
    security: [],
    middleware: [ownPagesOnly(people)] as const,
    request: { body: json(acceptInvitationRequest) },
    responses: done,
  });

  const target = ({ scope, id: actor }: Principal, personId: string): MemberChange => ({
    tenantId: scope.tenantId,
    personId,
    actor,
    now: clock(),
  });

  return createRoutes()
    .openapi(list, async (context) => {
      const { tenantId } = context.get("principal").scope;
      return context.json({ members: await listMembers(database, tenantId) }, 200);
    })
    .openapi(change, async (context) => {
      const { id } = context.req.valid("param");
      await changeRole(database, target(context.get("principal"), id), context.req.valid("json").role);
      return context.json(DONE, 200);
    })
    .openapi(remove, async (context) => {
      await removeMember(database, target(context.get("principal"), context.req.valid("param").id));
      return context.json(DONE, 200);
    })
    .openapi(revoke, async (context) => {
      await revokeSessions(database, target(context.get("principal"), context.req.valid("param").id));
      return context.json(DONE, 200);
    })
    .openapi(inviteRoute, async (context) => {
      const { scope, id: actor, person } = context.get("principal");
      const { email, role } = context.req.valid("json");
      const { row, token } = await invite(database, { tenantId: scope.tenantId, email, role, actor, now: clock() });
      const link = `${people.publicUrl()}/join?token=${token}`;
      await people.mailer.send({
        to: row.email,
        subject: "An invitation to Pricewright",
        text: `${person?.name ?? "Somebody"} invites you. Accept within 7 days: ${link}`,
      });
      return context.json({ ...toResource(row), link }, 201);
    })
    .openapi(invited, async (context) => {
      const rows = await openInvitations(database, context.get("principal").scope.tenantId, clock());
      return context.json({ invitations: rows.map(toResource) }, 200);
    })
    .openapi(withdraw, async (context) => {
      const { scope, id: actor } = context.get("principal");
      const { id } = context.req.valid("param");
      if (!(await withdrawInvitation(database, { tenantId: scope.tenantId, id, actor, now: clock() })))
        throw new RequestProblem("not-found", `There is no open invitation "${id}".`);
      return context.json(DONE, 200);
    })
    .openapi(accept, async (context) => {
      const request = context.req.valid("json");
      const joined = await join(services, request, await people.signedIn(context.req.raw.headers));
      if (joined.signIn) await signInAnswer(people, context, joined.signIn);
      return context.json(DONE, 200);
    });
}

function toResource({ id, email, role, createdAt, expiresAt }: InvitationRow) {
  return {
    id,
    email,
    role,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
