package io.varcas.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request record as one line of JSON.
 *
 * <p>Times are microseconds since the start of the load. {@code kinds} has a character for each event ({@link
 * EventKind#code}), {@code gaps} the time from {@code sent} to the first chunk and then from each event to the next. A
 * member that says nothing is left out.
 */
final class RequestLine {

    private static final long NANOS_PER_MICRO = 1000;

    private final RequestRecordBuilder request = RequestRecord.builder();
    private long due;
    private OptionalLong sent = OptionalLong.empty();
    private int input;
    private TokenSource inputSource = TokenSource.NONE;
    private int output;
    private TokenSource outputSource = TokenSource.NONE;
    private String kinds = "";
    private long[] gaps = new long[64];
    private int gapCount;
    private final List<String> warnings = new ArrayList<>();

    static void write(JsonGenerator json, RequestRecord request) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", request.index());
        text(json, "part", request.part());
        text(json, "phase", request.phase());
        if (request.user() >= 0) {
            json.writeNumberField("user", request.user());
        }
        json.writeNumberField("due", micros(request.intendedNanos()));
        time(json, "ready", request.readyNanos());
        time(json, "sent", request.sentNanos());
        time(json, "firstByte", request.firstByteNanos());
        json.writeNumberField("closed", micros(request.closedNanos()));
        json.writeStringField("outcome", request.outcome().label());
        number(json, "status", request.status());
        json.writeNumberField("asked", request.askedTokens());
        tokens(json, "input", "inputSource", request.input());
        tokens(json, "output", "outputSource", request.output());
        number(json, "cached", request.cachedTokens());
        if (request.firstTextTokens() != 1) {
            json.writeNumberField("firstTextTokens", request.firstTextTokens());
        }
        events(json, request);
        text(json, "finish", request.finishReason().orElse(""));
        text(json, "error", request.error().orElse(""));
        text(json, "id", request.serverId().orElse(""));
        hash(json, "hash", request.contentHash());
        hash(json, "promptHash", request.promptHash());
        if (request.serverTimes().isPresent()) {
            server(json, request.serverTimes().get());
        }
        warnings(json, request.warnings());
        json.writeEndObject();
    }

    private static void server(JsonGenerator json, ServerTimes times) throws IOException {
        json.writeObjectFieldStart("server");
        json.writeNumberField("queue", micros(times.queueNanos()));
        json.writeNumberField("prefill", micros(times.prefillNanos()));
        json.writeNumberField("decode", micros(times.decodeNanos()));
        time(json, "frontEnd", times.frontEndNanos());
        json.writeEndObject();
    }

    private static void warnings(JsonGenerator json, List<String> warnings) throws IOException {
        if (!warnings.isEmpty()) {
            json.writeArrayFieldStart("warnings");
            for (String warning : warnings) {
                json.writeString(warning);
            }
            json.writeEndArray();
        }
    }

    private static void events(JsonGenerator json, RequestRecord request) throws IOException {
        Timeline events = request.events();
        if (events.size() == 0) {
            return;
        }
        char[] kinds = new char[events.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = events.kind(i).code();
        }
        json.writeFieldName("kinds");
        json.writeString(kinds, 0, kinds.length);
        json.writeArrayFieldStart("gaps");
        long before = micros(request.sentNanos().orElse(request.intendedNanos()));
        for (int i = 0; i < kinds.length; i++) {
            long at = micros(events.nanos(i));
            json.writeNumber(at - before);
            before = at;
        }
        json.writeEndArray();
    }

    /** Reads the object that the parser stands before. */
    static RequestRecord read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("is not an object");
        }
        RequestLine line = new RequestLine();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            line.member(name, json);
        }
        return line.record();
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "index" -> request.index(json.getLongValue());
            case "part" -> request.part(json.getText());
            case "phase" -> request.phase(json.getText().intern());
            case "user" -> request.user(json.getIntValue());
            case "due" -> due = json.getLongValue();
            case "ready" -> request.readyNanos(nanos(json));
            case "sent" -> sent = OptionalLong.of(json.getLongValue());
            case "firstByte" -> request.firstByteNanos(nanos(json));
            case "closed" -> request.closedNanos(json.getLongValue() * NANOS_PER_MICRO);
            case "outcome" -> request.outcome(Outcome.of(json.getText()));
            case "status" -> request.status(OptionalInt.of(json.getIntValue()));
            case "asked" -> request.askedTokens(json.getIntValue());
            case "input" -> input = json.getIntValue();
            case "inputSource" -> inputSource = TokenSource.of(json.getText());
            case "output" -> output = json.getIntValue();
            case "outputSource" -> outputSource = TokenSource.of(json.getText());
            case "cached" -> request.cachedTokens(OptionalInt.of(json.getIntValue()));
            case "firstTextTokens" -> request.firstTextTokens(json.getIntValue());
            case "kinds" -> kinds = json.getText();
            case "gaps" -> gaps(json);
            case "finish" -> request.finishReason(Optional.of(json.getText().intern()));
            case "error" -> request.error(Optional.of(json.getText()));
            case "id" -> request.serverId(Optional.of(json.getText()));
            case "hash" -> request.contentHash(hash(json));
            case "promptHash" -> request.promptHash(hash(json));
            case "server" -> request.serverTimes(Optional.of(server(json)));
            case "warnings" -> warnings(json);
            default -> json.skipChildren(); // of a newer version
        }
    }

    private static ServerTimes server(JsonParser json) throws IOException {
        long queue = 0;
        long prefill = 0;
        long decode = 0;
        OptionalLong frontEnd = OptionalLong.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "queue" -> queue = json.getLongValue() * NANOS_PER_MICRO;
                case "prefill" -> prefill = json.getLongValue() * NANOS_PER_MICRO;
                case "decode" -> decode = json.getLongValue() * NANOS_PER_MICRO;
                case "frontEnd" -> frontEnd = nanos(json);
                default -> json.skipChildren(); // of a newer version
            }
        }
        return new ServerTimes(queue, prefill, decode, frontEnd);
    }

    private void warnings(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            warnings.add(json.getText().intern());
        }
    }

    private void gaps(JsonParser json) throws IOException {
        gapCount = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (gapCount == gaps.length) {
                gaps = Arrays.copyOf(gaps, gapCount * 2);
            }
            gaps[gapCount++] = json.getLongValue();
        }
    }

    private RequestRecord record() throws IOException {
        if (gapCount != kinds.length()) {
            throw new IOException("has kinds for " + kinds.length() + " events, but gaps for " + gapCount);
        }
        Timeline events = new Timeline(kinds.length());
        long at = sent.orElse(due);
        for (int i = 0; i < kinds.length(); i++) {
            at += gaps[i];
            events.add(at * NANOS_PER_MICRO, EventKind.of(kinds.charAt(i)));
        }
        if (sent.isPresent()) {
            request.sentNanos(OptionalLong.of(sent.getAsLong() * NANOS_PER_MICRO));
        }
        return request.intendedNanos(due * NANOS_PER_MICRO)
                .input(new TokenCount(input, inputSource))
                .output(new TokenCount(output, outputSource))
                .events(events)
                .warnings(warnings)
                .build();
    }

    private static OptionalLong nanos(JsonParser json) throws IOException {
        return OptionalLong.of(json.getLongValue() * NANOS_PER_MICRO);
    }

    private static long micros(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MICRO);
    }

    private static void time(JsonGenerator json, String name, OptionalLong nanos) throws IOException {
        if (nanos.isPresent()) {
            json.writeNumberField(name, micros(nanos.getAsLong()));
        }
    }

    private static void number(JsonGenerator json, String name, OptionalInt number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsInt());
        }
    }

    private static void hash(JsonGenerator json, String name, OptionalLong hash) throws IOException {
        if (hash.isPresent()) {
            json.writeStringField(name, RequestDigest.hex(hash.getAsLong()));
        }
    }

    private static OptionalLong hash(JsonParser json) throws IOException {
        return OptionalLong.of(Long.parseUnsignedLong(json.getText(), 16));
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, ForeignText.whole(text));
        }
    }

    private static void tokens(JsonGenerator json, String name, String sourceName, TokenCount count)
            throws IOException {
        if (count.source() != TokenSource.NONE) {
            json.writeNumberField(name, count.tokens());
            json.writeStringField(sourceName, count.source().label());
        }
    }
}
