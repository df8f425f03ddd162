package io.varcas.accuracy.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * References that a provider gave before, on disk: JSON lines, each written as soon as its reference arrived, so that a run that was
 * killed goes on without asking twice. The key covers everything that changes an output: the address, the model, the parameters and
 * the prompt. The cache of the Python generator is read beside it. Several threads may use one cache; several processes should have folders of their own.
 */
final class ReferenceCache implements Closeable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LINE_END = "\n";

    private final Map<String, ModelReply> replies = new HashMap<>();
    private final Provider provider;
    private final HarnessCache earlier;
    private final OutputStream out;
    private final InstantSource clock;

    private ReferenceCache(Provider provider, HarnessCache earlier, OutputStream out, InstantSource clock) {
        this.earlier = earlier;
        this.provider = provider;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Opens a cache.
     *
     * @param folder where it is; created if it is not there
     * @param provider who was asked
     * @param model model that was asked
     * @param ttl age above which a reference is asked for anew
     * @param clock tells the age
     * @throws IOException if it cannot be read or written
     */
    static ReferenceCache open(Path folder, Provider provider, String model, Duration ttl, InstantSource clock)
            throws IOException {
        Files.createDirectories(folder);
        String name = (provider.name() + "_" + model).replaceAll("[^A-Za-z0-9._-]+", "_");
        Path file = folder.resolve(name + "_cache.jsonl");
        boolean torn = Files.exists(file) && !endsInLineEnd(file);
        ReferenceCache cache = new ReferenceCache(
                provider,
                HarnessCache.read(folder, provider, model, clock.instant().minus(ttl)),
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                clock);
        if (torn) { // a process was killed while it wrote: its last line is lost, the next one begins anew
            cache.out.write(LINE_END.getBytes(StandardCharsets.UTF_8));
        }
        cache.read(file, clock.instant().minus(ttl));
        return cache;
    }

    /** Returns the reference to a request, if it is there and not too old. */
    synchronized Optional<ModelReply> get(ModelRequest request) {
        return Optional.ofNullable(replies.get(key(request))).or(() -> earlier.get(request));
    }

    /**
     * Adds a reference.
     *
     * @throws IOException if it cannot be written
     */
    synchronized void put(ModelRequest request, ModelReply reply) throws IOException {
        String key = key(request);
        ObjectNode line = JSON.createObjectNode()
                .put("key", key)
                .put("cached_at", clock.instant().toString())
                .put("reference", reply.text());
        reply.inputTokens().ifPresent(tokens -> line.put("tokens_input", tokens));
        reply.outputTokens().ifPresent(tokens -> line.put("tokens_generated", tokens));
        out.write((JSON.writeValueAsString(line) + LINE_END).getBytes(StandardCharsets.UTF_8));
        out.flush();
        replies.put(key, reply);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    private void read(Path file, Instant oldest) throws IOException {
        for (String line : Files.readAllLines(file)) {
            try {
                JsonNode entry = JSON.readTree(line);
                if (entry.path("key").isTextual()
                        && !Instant.parse(entry.path("cached_at").asText()).isBefore(oldest)) {
                    replies.put(
                            entry.path("key").asText(),
                            new ModelReply(
                                    entry.path("reference").asText(),
                                    number(entry.path("tokens_input")),
                                    number(entry.path("tokens_generated"))));
                }
            } catch (JsonProcessingException | DateTimeParseException torn) { // asked for anew
            }
        }
    }

    private static boolean endsInLineEnd(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    }

    private static OptionalInt number(JsonNode node) {
        return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
    }

    private String key(ModelRequest request) {
        String all = String.join(
                "\0",
                provider.base().toString(),
                provider.format().name(),
                request.model(),
                String.valueOf(request.temperature()),
                String.valueOf(request.maxTokens()),
                request.prompt());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
