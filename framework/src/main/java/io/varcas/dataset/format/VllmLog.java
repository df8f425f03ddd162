package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.workload.ChatPrompt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of a vLLM server with {@code --enable-log-requests} (on by default before 0.12): lines {@code Received request <id>: ...},
 * to the second, with {@code max_tokens}. The prompt is in the same line up to 0.10; later it is in the line {@code Request <id>
 * details: ...} before it, which is written with {@code VLLM_LOGGING_LEVEL=DEBUG} only. All other lines are left out.
 */
public final class VllmLog implements DatasetReader {

    private static final Pattern RECEIVED = Pattern.compile("\\bReceived request (\\S+): ");
    private static final Pattern DETAILS = Pattern.compile("\\bRequest (\\S+) details: ");
    private static final Pattern TIME =
            Pattern.compile("\\b(?:(\\d{4})-)?(\\d\\d)-(\\d\\d)[ T](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?\\b");
    /** Beginnings of the ids of requests that generate nothing: tokenize, embed, pool, score, rerank, classify (vLLM 0.4 to 0.20). */
    private static final Pattern OTHERS =
            Pattern.compile("(?:tokn|embd|pool|score|rerank|classify|rtpoll|tokenize|detokenize)-.*");

    private static final Pattern MAX_TOKENS = Pattern.compile("\\bmax_tokens=(\\d{1,9})\\b");
    private static final Pattern TOKEN_IDS = Pattern.compile("\\bprompt_token_ids: \\[([^\\]]*)\\]");
    private static final String PROMPT = "prompt: ";

    /** The log has no year; this one has all days. */
    private static final int LEAP_YEAR = 2000;

    private static final int MOST_DETAILS = 10_000;

    private final DatasetNotes notes = new DatasetNotes();
    private final Map<String, DatasetEntry> details = new LinkedHashMap<>();

    @Override
    public String name() {
        return Dataset.VLLM_LOG;
    }

    @Override
    public String description() {
        return "vLLM server log with --enable-log-requests: times, max_tokens, prompts where they are logged";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return first.path("line").isTextual()
                && TIME.matcher(first.path("line").asText()).find();
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        String line = record.path("line").asText();
        Matcher received = RECEIVED.matcher(line);
        if (received.find()) {
            if (OTHERS.matcher(received.group(1)).matches()) {
                details.remove(received.group(1));
                notes.count("request that generates nothing, such as /tokenize, left out");
                return List.of();
            }
            DatasetEntry known = details.remove(received.group(1));
            return List.of(entry(line, received.end(), known == null ? DatasetEntry.EMPTY : known)
                    .at(OptionalLong.of(time(line))));
        }
        Matcher detail = DETAILS.matcher(line);
        if (detail.find()) {
            if (details.size() >= MOST_DETAILS) {
                details.remove(details.keySet().iterator().next()); // a request that never was received
            }
            details.put(detail.group(1), entry(line, detail.end(), DatasetEntry.EMPTY));
        }
        return List.of();
    }

    private static DatasetEntry entry(String line, int from, DatasetEntry known) {
        int at = line.indexOf(PROMPT, from);
        boolean has = at >= 0 && !line.startsWith("None", at + PROMPT.length());
        Optional<ChatPrompt> prompt =
                has ? Optional.of(ChatPrompt.of(PythonText.at(line, at + PROMPT.length()))) : known.prompt();
        Matcher asked = MAX_TOKENS.matcher(line);
        OptionalInt output = asked.find() ? OptionalInt.of(Integer.parseInt(asked.group(1))) : known.outputTokens();
        Matcher ids = TOKEN_IDS.matcher(line);
        OptionalInt input = ids.find() && !ids.group(1).isBlank()
                ? OptionalInt.of(ids.group(1).split(",", -1).length)
                : known.inputTokens();
        return known.asking(prompt).ofLength(input, output);
    }

    private static long time(String line) {
        Matcher time = TIME.matcher(line);
        if (!time.find()) {
            throw new IllegalArgumentException("the line has no time such as 11-22 20:37:51");
        }
        String fraction = time.group(7) == null ? "" : time.group(7);
        try {
            return nanos(time, fraction);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("\"" + time.group() + "\" is no time", none);
        }
    }

    private static long nanos(Matcher time, String fraction) {
        LocalDateTime moment = LocalDateTime.of(
                time.group(1) == null ? LEAP_YEAR : Integer.parseInt(time.group(1)),
                Integer.parseInt(time.group(2)),
                Integer.parseInt(time.group(3)),
                Integer.parseInt(time.group(4)),
                Integer.parseInt(time.group(5)),
                Integer.parseInt(time.group(6)),
                Integer.parseInt((fraction + "000000000").substring(0, 9)));
        return Duration.between(LocalDateTime.of(LEAP_YEAR, 1, 1, 0, 0), moment).toNanos();
    }
}
