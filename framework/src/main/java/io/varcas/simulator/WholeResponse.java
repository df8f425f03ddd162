package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes a response in one piece, when it is complete. */
final class WholeResponse implements ResponseWriter {

    private final Exchange exchange;
    private final Wire wire;
    private final ResponseHead head;
    private final List<Choice> choices;
    private final boolean tokenIds;
    private final List<InjectedFault> faults;
    private final String[] headers;

    WholeResponse(
            Exchange exchange,
            Wire wire,
            ResponseHead head,
            List<Choice> choices,
            boolean tokenIds,
            List<InjectedFault> faults,
            String... headers) {
        this.exchange = exchange;
        this.wire = wire;
        this.head = head;
        this.choices = choices;
        this.tokenIds = tokenIds;
        this.faults = faults;
        this.headers = headers;
    }

    @Override
    public void fresh(Choice choice, Supplier<ResponseUsage> usage) {
        // The choice keeps what it said until all are complete.
    }

    @Override
    public void complete(ResponseUsage usage, String metrics) {
        byte[] body = Json.write(json -> write(json, usage, metrics));
        if (faults.isEmpty()) {
            exchange.reply(200, "application/json", body, headers);
        } else {
            FaultyReply.send(exchange, body, faults, headers);
        }
    }

    @Override
    public void broken(String message) {
        RequestFault fault = RequestFault.internal(500, message);
        exchange.json(fault.status(), fault.body());
    }

    private void write(JsonGenerator json, ResponseUsage usage, String metrics) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", head.id());
        json.writeStringField("object", wire.wholeObject());
        json.writeNumberField("created", head.created());
        json.writeStringField("model", head.model());
        json.writeArrayFieldStart("choices");
        for (Choice choice : choices) {
            wire.whole(json, choice, tokenIds);
        }
        json.writeEndArray();
        json.writeNullField("service_tier");
        json.writeStringField("system_fingerprint", ResponseHead.FINGERPRINT);
        usage.write(json);
        wire.wholeEnd(json, tokenIds ? Optional.of(choices.get(0).prompt().tokens()) : Optional.empty());
        json.writeFieldName("metrics");
        json.writeRawValue(metrics);
        json.writeEndObject();
    }
}
