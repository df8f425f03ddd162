package io.varcas.dataset.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.varcas.document.LenientJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** JSON of records, read within {@link ReadLimits}; numbers may be NaN and Infinity, as Python writes them. */
final class RecordJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ReadLimits.NESTING)
                    .maxStringLength(ReadLimits.TEXT_LENGTH)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

    private RecordJson() {}

    /** Counts tokens, so that a small record cannot become a large tree. */
    private static final class Counted extends JsonParserDelegate {

        private int tokens;

        Counted(JsonParser parser) {
            super(parser);
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            if (++tokens > ReadLimits.RECORD_TOKENS) {
                throw new StreamConstraintsException("too many values");
            }
            return super.nextToken();
        }
    }

    static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /** Reads the value that a parser stands at, or is before. */
    static JsonNode tree(JsonParser parser) throws IOException {
        JsonNode node = JSON.readTree(new Counted(parser));
        return node == null ? MissingNode.getInstance() : node;
    }

    /** Reads a text that is one value and nothing else. */
    static JsonNode line(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode node = tree(parser);
            if (parser.nextToken() != null) {
                throw new TrailingException(parser);
            }
            return node;
        }
    }

    private static final class TrailingException extends JsonProcessingException {

        private static final long serialVersionUID = 1;

        TrailingException(JsonParser parser) {
            super("something follows the value", parser.currentTokenLocation());
        }
    }

    /** Returns what is wrong, without the words of the parser. */
    static String fault(JsonProcessingException broken) {
        if (broken instanceof StreamConstraintsException) {
            return constraint(String.valueOf(broken.getOriginalMessage()));
        }
        return "not JSON: " + LenientJson.fault(broken);
    }

    /** Returns the line of a fault; 1 if nobody knows it. */
    static long line(JsonProcessingException broken) {
        JsonLocation location = broken.getLocation();
        return location == null ? 1 : Math.max(1, location.getLineNr());
    }

    private static String constraint(String message) {
        if (message.contains("nesting depth")) {
            return "objects and lists are nested deeper than " + ReadLimits.NESTING;
        }
        if (message.contains("Number value length")) {
            return "a number has more than " + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " digits";
        }
        if (message.contains("Name length")) {
            return "a name has more than " + StreamReadConstraints.DEFAULT_MAX_NAME_LEN + " characters";
        }
        if (message.contains("String value length")) {
            return "a text has more than " + ReadLimits.TEXT_LENGTH + " characters";
        }
        return "a record has more than " + ReadLimits.RECORD_TOKENS + " values, or a value too large to read";
    }
}
