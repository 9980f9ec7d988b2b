import { createLlmMeter, holdCall, type LlmMeterOptions } from "./create-llm-meter.ts";
import { holdForStream } from "./hold-for-stream.ts";
import type { LlmCall } from "./llm-call.ts";
import { chunksOf, toReadableStream } from "./readable-stream.ts";

/** Who pays for the calls of a model, and for how much. */
export interface AiSdkCreditsOptions extends LlmMeterOptions {
  readonly account: string;
  /** The most that a reply may have where a call does not say `maxOutputTokens`. */
  readonly maximumOutputTokens: number;
  /**
   * The provider's and the model's names in the cost table.
   *
   * @default the part of the provider's id before its first dot, and the model's id
   */
  readonly nameOf?: ((model: AiSdkModel) => Pick<LlmCall, "provider" | "model">) | undefined;
}

/** A model of the AI SDK. */
export interface AiSdkModel {
  /** Such as `"anthropic.messages"`. */
  readonly provider: string;
  readonly modelId: string;
}

/** What the AI SDK gives a middleware with each call. */
interface AiSdkCall {
  readonly model: AiSdkModel;
  readonly params: {
    readonly prompt: unknown;
    readonly maxOutputTokens?: number | undefined;
    readonly abortSignal?: AbortSignal | undefined;
  };
}

/** A middleware for `wrapLanguageModel` of the AI SDK. */
export interface AiSdkCredits {
  readonly specificationVersion: "v4";
  readonly wrapGenerate: <Answer>(
    call: AiSdkCall & { readonly doGenerate: () => PromiseLike<Answer> },
  ) => Promise<Answer>;
  readonly wrapStream: <Chunk, Answer extends { stream: ReadableStream<Chunk> }>(
    call: AiSdkCall & { readonly doStream: () => PromiseLike<Answer> },
  ) => Promise<Answer>;
}

/** Characters of a prompt that make a token, about: what the hold is sized by, never the charge. */
const CHARACTERS_OF_A_TOKEN = 3;

/**
 * Holds and charges credits for each step of the AI SDK, streamed or not: a call with tools is several steps, and each is
 * a request with a price of its own.
 *
 * @example
 * import { wrapLanguageModel } from "ai";
 *
 * const terms = { costTable, markup, creditValue: "0.01" };
 * const middleware = aiSdkCredits({ pricing, ...terms, account: "acme", maximumOutputTokens: 4_096 });
 * export const charged = wrapLanguageModel({ model: languageModel, middleware });
 */
export function aiSdkCredits(options: AiSdkCreditsOptions): AiSdkCredits {
  const meter = createLlmMeter(options);
  const { account, maximumOutputTokens, nameOf = defaultName } = options;
  const callOf = ({ model, params }: AiSdkCall): LlmCall => ({
    ...nameOf(model),
    account,
    inputTokens: Math.ceil(JSON.stringify(params.prompt).length / CHARACTERS_OF_A_TOKEN),
    maximumOutputTokens: params.maxOutputTokens ?? maximumOutputTokens,
    signal: params.abortSignal,
  });
  return {
    specificationVersion: "v4",
    wrapGenerate: ({ doGenerate, ...call }) => meter.call(callOf(call), doGenerate),
    wrapStream: async <Chunk, Answer extends { stream: ReadableStream<Chunk> }>({
      doStream,
      ...call
    }: AiSdkCall & { readonly doStream: () => PromiseLike<Answer> }) => {
      const answer = Promise.withResolvers<Answer>();
      const chunks = await holdForStream<Chunk>(holdCall(options, callOf(call)), async () => {
        const opened = await doStream();
        answer.resolve(opened);
        return chunksOf(opened.stream);
      });
      return { ...(await answer.promise), stream: toReadableStream(chunks) };
    },
  };
}

function defaultName({ provider, modelId }: AiSdkModel): Pick<LlmCall, "provider" | "model"> {
  return { provider: provider.split(".")[0] ?? provider, model: modelId };
}
