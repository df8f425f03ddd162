package io.varcas.result.identity;

import java.util.Locale;
import java.util.Set;

/** Brings a value of a property into one form, whatever the source writes, so that sources can be compared. */
final class ServerValues {

    private static final Set<ServerProperty> SWITCHES =
            Set.of(ServerProperty.PREFIX_CACHE, ServerProperty.CHUNKED_PREFILL);
    private static final Set<ServerProperty> NUMBERS = Set.of(
            ServerProperty.KV_TOKENS,
            ServerProperty.KV_BLOCKS,
            ServerProperty.BLOCK_SIZE,
            ServerProperty.CONTEXT,
            ServerProperty.MAX_NUM_SEQS,
            ServerProperty.MAX_BATCHED_TOKENS);
    private static final Set<ServerProperty> OPTIONAL_METHODS =
            Set.of(ServerProperty.QUANTIZATION, ServerProperty.SPECULATION);
    private static final String NONE = "none";

    private ServerValues() {}

    /**
     * Returns the value as results have it; empty text if it says nothing.
     *
     * @param property of what
     * @param written as a source writes it
     */
    static String plain(ServerProperty property, String written) {
        String value = written.strip();
        if (value.isEmpty() || value.equals("None") || value.equals("null")) {
            return OPTIONAL_METHODS.contains(property) ? NONE : "";
        }
        if (SWITCHES.contains(property)) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "true", "1" -> "on";
                case "false", "0" -> "off";
                default -> value;
            };
        }
        if (NUMBERS.contains(property)) {
            return value.replace(",", "").replaceFirst("\\.0$", "");
        }
        return switch (property) {
            case DTYPE, KV_DTYPE -> value.startsWith("torch.") ? value.substring("torch.".length()) : value;
            case GRAPHS -> graphs(value);
            case VERSION -> value.replaceFirst(" \\(.*", ""); // 0.9.2.dev1 (git sha: ...)
            default -> value;
        };
    }

    /** Modes of CUDA graphs by name or by number, as the enumeration of vLLM ({@code vllm/config/compilation.py}, 0.32) has them. */
    private static String graphs(String value) {
        return switch (value.replace(" ", "").replace('[', '(').replace(']', ')')) {
            case "0" -> NONE;
            case "1" -> "piecewise";
            case "2" -> "full";
            case "(2,0)" -> "full_decode_only";
            case "(2,1)" -> "full_and_piecewise";
            default -> value.toLowerCase(Locale.ROOT);
        };
    }
}
