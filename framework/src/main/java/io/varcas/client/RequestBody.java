package io.varcas.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.varcas.annotation.Endpoint;
import io.varcas.setting.MaxTokensField;
import io.varcas.setting.type.RequestField;
import io.varcas.transport.WireRequest;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the JSON of requests, ahead of their time. Sampling fields are always sent, because servers take their defaults from the
 * model's own files; {@code include_usage} is always explicit, because its default changed between versions of vLLM.
 */
public final class RequestBody {

    /** Field that bounds the output of a chat. */
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    private static final String MAX_TOKENS = "max_tokens";

    /** Characters beyond the basic plane go out as plain UTF-8, as every other client sends them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final int USUAL_LENGTH = 4 << 10;

    /** The members of a JSON object. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private RequestBody() {}

    /**
     * Returns the request for one response.
     *
     * @param shape fields that all requests have in common
     * @param prompt what is asked
     * @param outputTokens maximum output length, in tokens, at least 1
     */
    public static WireRequest of(RequestShape shape, ChatPrompt prompt, int outputTokens) {
        return WireRequest.post(path(shape.endpoint()), object(json -> write(json, shape, prompt, outputTokens)));
    }

    /** Returns the route of an endpoint. */
    public static String path(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT -> "/v1/chat/completions";
            case COMPLETIONS -> "/v1/completions";
        };
    }

    /** Returns the text that {@code /v1/completions} is sent for a prompt: its messages joined by blank lines. */
    public static String plainText(ChatPrompt prompt) {
        return prompt.messages().stream().map(ChatMessage::content).collect(Collectors.joining("\n\n"));
    }

    /** Returns an object as JSON in UTF-8. */
    static byte[] object(Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, RequestShape shape, ChatPrompt prompt, int outputTokens)
            throws IOException {
        if (shape.model().isPresent()) {
            json.writeStringField("model", shape.model().get());
        }
        switch (shape.endpoint()) {
            case CHAT -> {
                messages(json, prompt);
                json.writeNumberField(
                        shape.maxTokensField() == MaxTokensField.MAX_TOKENS ? MAX_TOKENS : MAX_COMPLETION_TOKENS,
                        outputTokens);
            }
            case COMPLETIONS -> {
                json.writeStringField("prompt", plainText(prompt));
                json.writeNumberField(MAX_TOKENS, outputTokens);
            }
        }
        json.writeNumberField("temperature", shape.temperature());
        json.writeNumberField("top_p", shape.topP());
        if (shape.ignoreEos()) {
            json.writeBooleanField("ignore_eos", true);
        }
        if (!shape.stop().isEmpty()) {
            json.writeArrayFieldStart("stop");
            for (String stop : shape.stop()) {
                json.writeString(stop);
            }
            json.writeEndArray();
        }
        if (shape.minTokens() > 0) {
            json.writeNumberField("min_tokens", Math.min(shape.minTokens(), outputTokens));
        }
        for (Map.Entry<String, String> field : shape.fields().entrySet()) {
            json.writeFieldName(field.getKey());
            if (RequestField.isJson(field.getValue())) {
                json.writeRawValue(field.getValue());
            } else {
                json.writeString(field.getValue());
            }
        }
        json.writeBooleanField("stream", shape.streaming());
        if (shape.streaming()) {
            json.writeObjectFieldStart("stream_options");
            json.writeBooleanField("include_usage", true);
            json.writeEndObject();
        }
    }

    /** Writes the messages of a prompt, the member of a chat. */
    static void messages(JsonGenerator json, ChatPrompt prompt) throws IOException {
        json.writeArrayFieldStart("messages");
        for (ChatMessage message : prompt.messages()) {
            if (message.isPlain()) {
                json.writeStartObject();
                json.writeStringField("role", message.role());
                json.writeStringField("content", message.content());
                json.writeEndObject();
            } else {
                json.writeRawValue(message.json());
            }
        }
        json.writeEndArray();
    }
}
