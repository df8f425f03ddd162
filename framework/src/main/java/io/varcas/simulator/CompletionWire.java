package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Responses of {@code /v1/completions}. */
final class CompletionWire implements Wire {

    @Override
    public String streamObject() {
        return "text_completion";
    }

    @Override
    public String wholeObject() {
        return "text_completion";
    }

    @Override
    public Optional<String> opening(int index) {
        return Optional.empty();
    }

    @Override
    public String openingEnd(String promptIds) {
        return "}";
    }

    @Override
    public String beforeText(int index) {
        return "{\"index\":" + index + ",\"text\":\"";
    }

    @Override
    public String afterText(String tokenIds, String promptIds) {
        return "\",\"logprobs\":null,\"finish_reason\":null,\"stop_reason\":null,\"prompt_token_ids\":" + promptIds
                + ",\"token_ids\":" + tokenIds + "}]";
    }

    @Override
    public String afterLastText(String finish, String stopReason, String tokenIds, String promptIds) {
        return "\",\"logprobs\":null,\"finish_reason\":\"" + finish + "\",\"stop_reason\":" + stopReason
                + ",\"prompt_token_ids\":" + promptIds + ",\"token_ids\":" + tokenIds + "}]";
    }

    @Override
    public String usageSoFarDetails() {
        return "";
    }

    @Override
    public String usageDetails() {
        return "";
    }

    @Override
    public void whole(JsonGenerator json, Choice choice, boolean tokenIds) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", choice.index());
        json.writeStringField("text", choice.script().text(0, choice.emitted()));
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", Wire.finish(choice));
        json.writeStringField("stop_reason", choice.script().stopReason().orElse(null));
        Json.ids(json, "token_ids", tokenIds ? Optional.of(choice.script().tokens()) : Optional.empty());
        json.writeNullField("prompt_logprobs");
        Json.ids(
                json, "prompt_token_ids", tokenIds ? Optional.of(choice.prompt().tokens()) : Optional.empty());
        json.writeNullField("routed_experts");
        json.writeEndObject();
    }

    @Override
    public void wholeEnd(JsonGenerator json, Optional<int[]> promptIds) throws IOException {
        json.writeNullField("kv_transfer_params");
        json.writeNullField("ec_transfer_params");
    }
}
