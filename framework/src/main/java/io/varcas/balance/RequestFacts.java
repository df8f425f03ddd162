package io.varcas.balance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.FullHttpRequest;
import io.varcas.engine.BlockHashes;
import io.varcas.routing.RouteKey;
import io.varcas.routing.RoutingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that decide where it goes.
 *
 * @param model model that it asks for; empty if its body names none
 * @param key what the policy may go by
 */
record RequestFacts(Optional<String> model, RouteKey key) {

    /** Header by which clients name a session, as vLLM's router has it. */
    static final String SESSION_HEADER = "x-session-id";

    /** Characters of a block: 16 tokens, vLLM's default block, of four characters each. */
    private static final int BLOCK_CHARACTERS = 64;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads the body of a request as far as the policy needs it.
     *
     * @throws IOException if it is no JSON object
     */
    static RequestFacts read(FullHttpRequest request, RoutingPolicy policy) throws IOException {
        boolean prompts = policy == RoutingPolicy.PREFIX_AFFINITY;
        boolean sessions = policy == RoutingPolicy.SESSION;
        @Nullable String model = null;
        @Nullable String user = request.headers().get(SESSION_HEADER);
        StringBuilder prompt = new StringBuilder();
        try (InputStream body = new ByteBufInputStream(request.content().duplicate());
                JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the body is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("model") && value == JsonToken.VALUE_STRING) {
                    model = parser.getText();
                } else if (field.equals("user") && value == JsonToken.VALUE_STRING && user == null) {
                    user = parser.getText();
                } else if (prompts && (field.equals("messages") || field.equals("prompt"))) {
                    addTexts(parser, prompt);
                } else {
                    parser.skipChildren();
                }
                if (model != null && !prompts && (!sessions || user != null)) {
                    break;
                }
            }
        }
        return new RequestFacts(Optional.ofNullable(model), key(prompt, sessions ? user : null));
    }

    private static RouteKey key(StringBuilder prompt, @Nullable String named) {
        String session = named == null || named.isEmpty() ? null : named;
        if (prompt.length() < BLOCK_CHARACTERS && session == null) {
            return RouteKey.NONE;
        }
        BlockHashes blocks = BlockHashes.ofTokens(prompt.chars().toArray(), BLOCK_CHARACTERS);
        OptionalLong number = session == null
                ? OptionalLong.empty()
                : OptionalLong.of(BlockHashes.ofTokens(session.chars().toArray(), session.length())
                        .get(0));
        return new RouteKey(blocks.size(), blocks::get, number);
    }

    /** Adds every text in the current value, roles included, in its order. */
    private static void addTexts(JsonParser parser, StringBuilder texts) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isScalarValue()) {
                texts.append(parser.getText()).append('\n');
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }
}
