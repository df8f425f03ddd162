package io.varcas.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Counts of what a reader left out or interpreted differently, by kind, so that nothing is dropped silently. */
public final class DatasetNotes {

    /** Note of an output whose tokens were not counted. */
    static final String ESTIMATED =
            "output length estimated as a quarter of its characters, because its tokens cannot be counted";

    /** Note of a conversation that was picked or left out by estimated lengths. */
    public static final String PICKED_BY_ESTIMATE =
            "conversation length estimated as a quarter of its characters, because its tokens cannot be counted;"
                    + " vllm bench may pick others";

    /** Begin of a note about an assumed unit of times. */
    public static final String TIME_UNIT = "time read as ";

    /** Fields that describe a request or its time, and not only its name. */
    private static final Set<String> OF_LOAD = Set.of(
            "session_id",
            "delay",
            "hash_ids",
            "parent_chat_id",
            "tools",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "seed",
            "timestamp",
            "images",
            "image",
            "video",
            "texts",
            "turns");

    private static final int MOST = 50;
    private static final String OTHERS = "others";

    private final Map<String, Long> notes = new LinkedHashMap<>();

    /** Creates empty notes. */
    public DatasetNotes() {}

    /**
     * Counts something.
     *
     * @param what what it was, in a few words; the same words each time
     */
    public void count(String what) {
        count(what, 1);
    }

    /**
     * Counts something that came several times.
     *
     * @param what what it was, in a few words; the same words each time
     * @param times how often; 0 notes nothing
     */
    public void count(String what, long times) {
        if (times > 0) {
            notes.merge(notes.size() < MOST || notes.containsKey(what) ? what : OTHERS, times, Long::sum);
        }
    }

    /** Counts a field that is not used. */
    public void unused(String field) {
        count(unusedNote(field.length() > MOST ? field.substring(0, MOST) + "..." : field));
    }

    private static String unusedNote(String field) {
        return "field \"" + field + "\" not used";
    }

    /** Returns whether a note tells of something that makes the load another one than the file has. */
    static boolean changesLoad(String note) {
        return note.equals(ESTIMATED)
                || note.equals(PICKED_BY_ESTIMATE)
                || note.startsWith(TIME_UNIT)
                || OF_LOAD.stream().anyMatch(field -> note.equals(unusedNote(field)));
    }

    /** Returns how often each was counted, in the order in which they came. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }
}
