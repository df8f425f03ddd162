package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import io.varcas.setting.Secrets;
import io.varcas.workload.ChatMessage;
import java.io.IOException;
import java.util.Map;

/** Writes one request as a line of a trace. */
final class TraceLine {

    private TraceLine() {}

    static void write(JsonGenerator json, PlannedRequest asked, RequestRecord request, String answer)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", asked.index());
        json.writeNumberField("at_us", request.intendedNanos() / 1_000);
        if (!asked.part().isEmpty()) {
            json.writeStringField("part", asked.part());
        }
        json.writeArrayFieldStart("messages");
        for (ChatMessage message : asked.prompt().messages()) {
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
        if (asked.input().tokens() > 0) {
            json.writeNumberField("input_tokens", asked.input().tokens());
        }
        json.writeNumberField("max_tokens", asked.outputTokens());
        if (asked.own().model().isPresent()) {
            json.writeStringField("model", asked.own().model().get());
        }
        if (asked.own().temperature().isPresent()) {
            json.writeNumberField("temperature", asked.own().temperature().getAsDouble());
        }
        if (!asked.own().fields().isEmpty()) {
            json.writeObjectFieldStart("fields");
            for (Map.Entry<String, String> field : asked.own().fields().entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeRawValue(field.getValue());
            }
            json.writeEndObject();
        }
        json.writeStringField("outcome", request.outcome().label());
        if (!answer.isEmpty()) {
            json.writeStringField("answer", Secrets.HERE.redacted(answer));
        }
        json.writeEndObject();
    }
}
