package io.varcas.runner.flag;

import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.setting.FlagSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The flags that were set on a server, each with the value that the server reports of itself: in its metrics, on its routes or in the log
 * of its start. The command that launched it is no report.
 *
 * @param flags the flags, sorted by name
 */
public record ReadBack(List<Flag> flags) {

    /** Properties that are whole numbers or switches, by the flag that sets them. Others have several spellings of one value. */
    private static final Map<String, ServerProperty> PROPERTIES = Map.of(
            "max-num-seqs", ServerProperty.MAX_NUM_SEQS,
            "max-num-batched-tokens", ServerProperty.MAX_BATCHED_TOKENS,
            "max-model-len", ServerProperty.CONTEXT,
            "block-size", ServerProperty.BLOCK_SIZE,
            "enable-prefix-caching", ServerProperty.PREFIX_CACHE,
            "enable-chunked-prefill", ServerProperty.CHUNKED_PREFILL,
            "tensor-parallel-size", ServerProperty.TENSOR_PARALLEL,
            "pipeline-parallel-size", ServerProperty.PIPELINE_PARALLEL,
            "data-parallel-size", ServerProperty.DATA_PARALLEL);

    /** Value with which the server chooses. */
    private static final String AUTO = "auto";

    /**
     * One flag.
     *
     * @param name its name without dashes
     * @param wanted the value that was set
     * @param reported the value that the server reports; empty if it reports none
     * @param source where that was read; empty text if it was not
     */
    public record Flag(String name, String wanted, Optional<String> reported, String source) {

        /** Returns whether the server reports another value than the one that was set. */
        public boolean contradicts() {
            return reported.isPresent() && !isSame(wanted, reported.get());
        }
    }

    /** Copies the list. */
    public ReadBack {
        flags = List.copyOf(flags);
    }

    /** Compares flags with the identity of a server. */
    public static ReadBack of(WantedFlags wanted, ServerIdentity server) {
        List<Flag> flags = new ArrayList<>();
        wanted.values().forEach((name, text) -> flags.add(flag(name, text, server)));
        return new ReadBack(flags);
    }

    /** Returns the flags that the server reports another value of, in one line; empty if there are none. */
    public Optional<String> contradiction() {
        String others = flags.stream()
                .filter(Flag::contradicts)
                .map(flag -> flag.name() + " " + flag.reported().orElseThrow() + " (" + flag.source() + "), and "
                        + flag.wanted() + " was set")
                .collect(Collectors.joining("; "));
        return others.isEmpty() ? Optional.empty() : Optional.of("the server reports " + others);
    }

    private static Flag flag(String name, String wanted, ServerIdentity server) {
        Optional<ServerFact> fact = Optional.ofNullable(PROPERTIES.get(name)).flatMap(server::fact);
        if (fact.isPresent()) {
            return new Flag(
                    name, wanted, Optional.of(fact.get().value()), fact.get().sourceNames());
        }
        Optional<String> logged = server.flags()
                .filter(flags -> flags.source() == FactSource.LOG)
                .map(flags -> flags.values().get(name));
        return new Flag(name, wanted, logged, logged.isPresent() ? FactSource.LOG.label() : "");
    }

    private static boolean isSame(String wanted, String reported) {
        if (wanted.equals(AUTO) || wanted.equals(FlagSettings.UNSET) || wanted.startsWith("{")) {
            return true; // the server's to choose, or a document with members of its own
        }
        return plain(wanted).equals(plain(reported));
    }

    /** Returns a switch as a word and a number as vLLM reads it: {@code 4k} is 4000 and {@code 4K} is 4096. */
    private static String plain(String text) {
        String value = text.strip();
        if (value.matches("\\d+(\\.\\d+)?[kKmMgG]?")) {
            char unit = value.charAt(value.length() - 1);
            double factor = switch (unit) {
                case 'k' -> 1e3;
                case 'K' -> 1 << 10;
                case 'm' -> 1e6;
                case 'M' -> 1 << 20;
                case 'g' -> 1e9;
                case 'G' -> 1 << 30;
                default -> 1;
            };
            String number = Character.isDigit(unit) ? value : value.substring(0, value.length() - 1);
            return String.valueOf(Double.parseDouble(number) * factor);
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> "on";
            case "false" -> "off";
            default -> value.toLowerCase(Locale.ROOT);
        };
    }
}
