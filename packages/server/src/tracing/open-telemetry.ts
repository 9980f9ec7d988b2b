import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Scope } from "../database/database.ts";
import { VERSION } from "../version.ts";
import type { Tracing } from "./tracing.ts";

/** Sends spans over OTLP/HTTP. Nothing global is set, so an app that holds the server keeps its own tracing. */
export function createOpenTelemetry(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": process.env.OTEL_SERVICE_NAME || "pricewright",
      "service.version": VERSION,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("@pricewright/server", VERSION);
  const active = new AsyncLocalStorage<Context>();
  const within = async <Result>(
    name: string,
    kind: SpanKind,
    work: (span: Span) => Promise<Result>,
  ): Promise<Result> => {
    const parent = active.getStore() ?? ROOT_CONTEXT;
    const span = tracer.startSpan(name, { kind }, parent);
    try {
      return await active.run(trace.setSpan(parent, span), () => work(span));
    } catch (error) {
      // The message may repeat what was sent; its code and name do not.
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute("error.type", typeOf(error));
      throw error;
    } finally {
      span.end();
    }
  };
  return {
    request: (method, work) =>
      within(method, SpanKind.SERVER, async (span) => {
        const { route, status, requestId, scope } = await work();
        span.updateName(`${method} ${route}`);
        span.setAttributes({
          "http.request.method": method,
          "http.route": route,
          "http.response.status_code": status,
          "pricewright.request_id": requestId,
          ...scopeAttributes(scope),
        });
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      }),
    transaction: (name, scope, work) =>
      within(name, SpanKind.CLIENT, (span) => {
        span.setAttributes({ "db.system.name": "postgresql", ...scopeAttributes(scope) });
        return work();
      }),
    close: () => provider.shutdown(),
  };
}

function scopeAttributes(scope: Scope | null): Record<string, string> {
  return scope ? { "pricewright.tenant": scope.tenantId, "pricewright.environment": scope.environment } : {};
}

function typeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : typeof error;
}
