package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Responses of {@code /v1/chat/completions}. */
final class ChatWire implements Wire {

    @Override
    public String streamObject() {
        return "chat.completion.chunk";
    }

    @Override
    public String wholeObject() {
        return "chat.completion";
    }

    @Override
    public Optional<String> opening(int index) {
        return Optional.of("{\"index\":" + index
                + ",\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]");
    }

    @Override
    public String openingEnd(String promptIds) {
        return ",\"prompt_token_ids\":" + promptIds + ",\"prompt_text\":null}";
    }

    @Override
    public String beforeText(int index) {
        return "{\"index\":" + index + ",\"delta\":{\"content\":\"";
    }

    @Override
    public String afterText(String tokenIds, String promptIds) {
        return "\"},\"logprobs\":null,\"finish_reason\":null,\"token_ids\":" + tokenIds + "}]";
    }

    @Override
    public String afterLastText(String finish, String stopReason, String tokenIds, String promptIds) {
        return "\"},\"logprobs\":null,\"finish_reason\":\"" + finish + "\",\"stop_reason\":" + stopReason
                + ",\"token_ids\":" + tokenIds + "}]";
    }

    @Override
    public String usageSoFarDetails() {
        return ",\"completion_tokens_details\":null";
    }

    @Override
    public String usageDetails() {
        return ",\"created_cache_tokens\":0";
    }

    @Override
    public void whole(JsonGenerator json, Choice choice, boolean tokenIds) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", choice.index());
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        json.writeStringField("content", choice.script().text(0, choice.emitted()));
        json.writeNullField("refusal");
        json.writeNullField("annotations");
        json.writeNullField("audio");
        json.writeNullField("function_call");
        json.writeNullField("reasoning");
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", Wire.finish(choice));
        json.writeStringField("stop_reason", choice.script().stopReason().orElse(null));
        Json.ids(json, "token_ids", tokenIds ? Optional.of(choice.script().tokens()) : Optional.empty());
        json.writeNullField("routed_experts");
        json.writeEndObject();
    }

    @Override
    public void wholeEnd(JsonGenerator json, Optional<int[]> promptIds) throws IOException {
        json.writeNullField("prompt_logprobs");
        Json.ids(json, "prompt_token_ids", promptIds);
        json.writeNullField("prompt_text");
        json.writeNullField("kv_transfer_params");
        json.writeNullField("ec_transfer_params");
    }
}
