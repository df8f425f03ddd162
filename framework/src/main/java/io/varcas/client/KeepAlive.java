package io.varcas.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Set;

/** Words with which gateways keep a stream open while there is nothing to say; they are no part of a response. */
final class KeepAlive {

    private static final int LONGEST = 32;
    private static final Set<String> WORDS = Set.of(
            "ping", "pong", "keepalive", "keep-alive", "keep_alive", "heartbeat", "processing", "waiting", "null");

    private KeepAlive() {}

    /** Returns whether a name or the data of an event is one: a comment inside the data, or one of the words. */
    static boolean is(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] == '{') {
            return false;
        }
        if (bytes[from] == ':') {
            return true;
        }
        if (to - from > LONGEST) {
            return false;
        }
        String text = new String(bytes, from, to - from, ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        boolean wrapped = text.length() > 2 && (text.startsWith("[") || text.startsWith("\""));
        return WORDS.contains(wrapped ? text.substring(1, text.length() - 1) : text);
    }
}
