package io.varcas.setting.type;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.varcas.validation.DidYouMean;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A field of a request that has no setting of its own, written {@code name=value}.
 *
 * @param name name on the wire
 * @param value JSON, or a text that is no JSON by itself
 */
public record RequestField(String name, String value) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Fields of vLLM's chat and text completions that may be given (API reference of vLLM 0.32, 2026-11). The server accepts any
     * name and ignores those it does not know, so that a slip of the pen would change the workload without a word.
     */
    private static final List<String> KNOWN = List.of(
            "add_generation_prompt",
            "allowed_token_ids",
            "bad_words",
            "cache_salt",
            "chat_template",
            "chat_template_kwargs",
            "continue_final_message",
            "documents",
            "include_reasoning",
            "include_stop_str_in_output",
            "kv_transfer_params",
            "logit_bias",
            "logprobs",
            "n",
            "priority",
            "prompt_logprobs",
            "reasoning_effort",
            "repetition_detection",
            "response_format",
            "return_token_ids",
            "return_tokens_as_token_ids",
            "session_id",
            "skip_special_tokens",
            "spaces_between_special_tokens",
            "stop_token_ids",
            "stream_interval",
            "structured_outputs",
            "thinking_token_budget",
            "tool_choice",
            "tools",
            "top_logprobs",
            "truncate_prompt_tokens",
            "truncation_side",
            "user",
            "vllm_xargs");

    /** Fields that have a setting, by their name on the wire. */
    private static final Map<String, String> HAVE_SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("model", "model"),
            Map.entry("stream", "streaming"),
            Map.entry("temperature", "sampling.temperature"),
            Map.entry("top_p", "sampling.topP"),
            Map.entry("top_k", "sampling.topK"),
            Map.entry("min_p", "sampling.minP"),
            Map.entry("presence_penalty", "sampling.presencePenalty"),
            Map.entry("frequency_penalty", "sampling.frequencyPenalty"),
            Map.entry("repetition_penalty", "sampling.repetitionPenalty"),
            Map.entry("min_tokens", "sampling.minTokens"),
            Map.entry("ignore_eos", "sampling.ignoreEos"),
            Map.entry("seed", "sampling.seed"),
            Map.entry("stop", "sampling.stop"),
            Map.entry("max_tokens", "outputTokens"),
            Map.entry("max_completion_tokens", "outputTokens")));

    /** Lists of such fields, separated by spaces. */
    public record ListType() implements SettingType<List<RequestField>> {

        @Override
        public String rule() {
            return "fields written name=value, separated by spaces";
        }

        @Override
        public List<RequestField> parse(String text) {
            return FieldWords.parse(text).stream().map(RequestField::of).toList();
        }

        @Override
        public String format(List<RequestField> value) {
            return value.stream().map(RequestField::written).collect(Collectors.joining(" "));
        }
    }

    /** Returns a field whose value is a text, whatever it looks like: {@code 5} and {@code true} as well. */
    public static RequestField ofText(String name, String text) {
        return new RequestField(name, textValue(text));
    }

    /** Returns a text as the value of a field; one that would be read as JSON as a JSON string. */
    static String textValue(String text) {
        return looksLikeJson(text) || isJson(text)
                ? '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"'
                : text;
    }

    private static RequestField of(String word) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw new SettingException("sampling.fields: \"" + word + "\" must be written name=value");
        }
        String name = word.substring(0, equals);
        String setting = HAVE_SETTINGS.get(name);
        if (setting != null) {
            throw new SettingException(
                    "sampling.fields: " + name + " has its own setting; set " + setting + " instead");
        }
        if (!KNOWN.contains(name)) {
            throw new SettingException("sampling.fields: vLLM knows no field \"" + name + "\" and would ignore it"
                    + DidYouMean.hint(name, KNOWN));
        }
        String value = word.substring(equals + 1);
        if (looksLikeJson(value) && !isJson(value)) {
            throw new SettingException("sampling.fields: the value of " + name + ", " + value
                    + ", is not JSON; if the shell removed its quotes, put the whole setting in single quotes:"
                    + " 'sampling.fields=" + name + "={\"key\": false}'");
        }
        return new RequestField(name, value);
    }

    private String written() {
        return looksLikeJson(value) && isJson(value) ? name + "=" + value : Words.format(List.of(name + "=" + value));
    }

    private static boolean looksLikeJson(String value) {
        return !value.isEmpty() && Brackets.opens(value.charAt(0));
    }

    /** Returns whether a value is JSON as it stands; a bare word is a text. */
    public static boolean isJson(String value) {
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() == null) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException bareWord) {
            return false;
        }
    }
}
