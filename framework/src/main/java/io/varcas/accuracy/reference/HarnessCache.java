package io.varcas.accuracy.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The cache of the Python generator of ground truth, version 1.1, which is read and never written: one JSON object in
 * {@code <provider>_<model>_cache.json}, from a key to {@code reference}, {@code tokens_input}, {@code tokens_generated} and
 * {@code cached_at}. Its key covers provider, model, temperature and prompt; the length of outputs was always 2,048 tokens.
 */
final class HarnessCache {

    private static final int MAX_TOKENS = 2048;
    private static final int KEY_CHARACTERS = 32;
    private static final Map<String, String> NAMES = Map.of("moonshot", "kimi", "anthropic", "claude");

    private final String provider;
    private final Map<String, ModelReply> replies = new HashMap<>();

    private HarnessCache(String provider) {
        this.provider = provider;
    }

    /**
     * Reads the file of a model, if it is there.
     *
     * @param folder folder of the cache
     * @param oldest time before which an entry is too old
     * @throws IOException if it cannot be read
     */
    static HarnessCache read(Path folder, Provider provider, String model, Instant oldest) throws IOException {
        HarnessCache cache = new HarnessCache(NAMES.getOrDefault(provider.name(), provider.name()));
        Path file = folder.resolve((cache.provider + "_" + model).replace('/', '_') + "_cache.json");
        if (Files.isRegularFile(file)) {
            for (Map.Entry<String, JsonNode> entry :
                    new JsonMapper().readTree(Files.readString(file)).properties()) {
                JsonNode reply = entry.getValue();
                if (!time(reply.path("cached_at")).orElse(Instant.MIN).isBefore(oldest)
                        && reply.path("reference").isTextual()) {
                    cache.replies.put(
                            entry.getKey(),
                            new ModelReply(
                                    reply.path("reference").asText(),
                                    number(reply.path("tokens_input")),
                                    number(reply.path("tokens_generated"))));
                }
            }
        }
        return cache;
    }

    /** Returns the reference to a request, if it is there. */
    Optional<ModelReply> get(ModelRequest request) {
        return request.maxTokens() == MAX_TOKENS ? Optional.ofNullable(replies.get(key(request))) : Optional.empty();
    }

    private String key(ModelRequest request) {
        String all = provider + ":" + request.model() + ":" + request.temperature() + ":" + request.prompt();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_CHARACTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    /** Seconds since 1970, or Python's ISO time, which is local unless it has an offset. */
    private static Optional<Instant> time(JsonNode cachedAt) {
        if (cachedAt.isNumber()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(cachedAt.asDouble() * 1000)));
        }
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    cachedAt.asText(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : ((LocalDateTime) time)
                                    .atZone(ZoneId.systemDefault())
                                    .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static OptionalInt number(JsonNode node) {
        return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
    }
}
