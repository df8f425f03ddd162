package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The routes about the model: {@code /v1/models}, {@code /tokenize} and {@code /detokenize}. */
final class ModelRoutes {

    private final List<String> names;
    private final int maxModelLen;
    private final GenerationReader reader;
    private final long created = System.currentTimeMillis() / 1000;
    private final String permissionId = "modelperm-" + ResponseIds.next();

    ModelRoutes(List<String> names, int maxModelLen, GenerationReader reader) {
        this.names = names;
        this.maxModelLen = maxModelLen;
        this.reader = reader;
    }

    void list(Exchange exchange) {
        exchange.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (String name : names) {
                describe(name, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private void describe(String name, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", name);
        json.writeStringField("object", "model");
        json.writeNumberField("created", created);
        json.writeStringField("owned_by", "vllm");
        json.writeStringField("root", names.get(0));
        json.writeNullField("parent");
        json.writeNumberField("max_model_len", maxModelLen);
        permission(json);
        json.writeEndObject();
    }

    private void permission(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("permission");
        json.writeStartObject();
        json.writeStringField("id", permissionId);
        json.writeStringField("object", "model_permission");
        json.writeNumberField("created", created);
        json.writeBooleanField("allow_create_engine", false);
        json.writeBooleanField("allow_sampling", true);
        json.writeBooleanField("allow_logprobs", false);
        json.writeBooleanField("allow_search_indices", false);
        json.writeBooleanField("allow_view", true);
        json.writeBooleanField("allow_fine_tuning", false);
        json.writeStringField("organization", "*");
        json.writeNullField("group");
        json.writeBooleanField("is_blocking", false);
        json.writeEndObject();
        json.writeEndArray();
    }

    void tokenize(Exchange exchange) {
        Fields fields = Fields.read(exchange);
        reader.checkModel(fields);
        int[] tokens = tokens(fields);
        List<String> texts = fields.flag("return_token_strs")
                ? Arrays.stream(tokens).mapToObj(SimTokenizer::decode).toList()
                : List.of();
        exchange.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("count", tokens.length);
            json.writeNumberField("max_model_len", maxModelLen);
            json.writeFieldName("tokens");
            json.writeArray(tokens, 0, tokens.length);
            json.writeFieldName("token_strs");
            if (fields.flag("return_token_strs")) {
                json.writeArray(texts.toArray(String[]::new), 0, texts.size());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        }));
    }

    private static int[] tokens(Fields fields) {
        if (fields.isAbsent("prompt")) {
            boolean generate = fields.isAbsent("add_generation_prompt") || fields.flag("add_generation_prompt");
            return ChatTemplate.render(GenerationReader.messages(fields), generate);
        }
        return SimTokenizer.encode(fields.text("prompt").orElse(""));
    }

    void detokenize(Exchange exchange) {
        Fields fields = Fields.read(exchange);
        reader.checkModel(fields);
        if (!fields.get("tokens").isArray()) {
            throw fields.missing("tokens");
        }
        String text = SimTokenizer.decode(GenerationReader.ids(fields.get("tokens")));
        exchange.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("prompt", text);
            json.writeEndObject();
        }));
    }
}
