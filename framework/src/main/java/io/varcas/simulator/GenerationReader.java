package io.varcas.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.simulator.ChatTemplate.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads requests for responses; refuses what vLLM refuses, and what is not simulated. */
final class GenerationReader {

    private static final int COMPLETION_DEFAULT = 16;
    private static final List<String> NOT_SIMULATED =
            List.of("logprobs", "top_logprobs", "prompt_logprobs", "echo", "best_of", "use_beam_search");

    private final List<String> served;
    private final int maxModelLen;

    /**
     * Creates a reader.
     *
     * @param served names under which the model is served
     * @param maxModelLen tokens of the context
     */
    GenerationReader(List<String> served, int maxModelLen) {
        this.served = served;
        this.maxModelLen = maxModelLen;
    }

    /** @throws RequestFault if the request is refused */
    GenerationRequest read(Fields fields, boolean isChat) {
        List<Prompt> prompts = isChat ? List.of(conversation(fields)) : completions(fields);
        checkModel(fields);
        refuseWhatIsNotSimulated(fields);
        GenerationRequest.Wish wish = wish(fields, isChat);
        for (Prompt prompt : prompts) {
            checkLength(prompt);
        }
        int n = fields.number("n").orElse(1);
        if (n < 1) {
            throw RequestFault.badRequest("n must be at least 1, got " + n + ".", null);
        }
        if (n > 1
                && !fields.isAbsent("temperature")
                && fields.get("temperature").asDouble() == 0) {
            throw RequestFault.badRequest("n must be 1 when using greedy sampling, got " + n + ".", null);
        }
        return new GenerationRequest(isChat, prompts, n, wish, shape(fields), fields.text("cache_salt"));
    }

    void checkModel(Fields fields) {
        fields.text("model").filter(asked -> !served.contains(asked)).ifPresent(other -> {
            throw RequestFault.notFound(
                    "The model `" + other + "` does not exist. Valid aliases: " + String.join(", ", served) + ".",
                    "model");
        });
    }

    /** Returns the messages of a request, each with its text parts joined. */
    static List<Message> messages(Fields fields) {
        if (fields.isAbsent("messages")) {
            throw fields.missing("messages");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : fields.get("messages")) {
            JsonNode role = message.path("role");
            if (!role.isTextual()) {
                throw fields.missing("messages." + messages.size() + ".role");
            }
            messages.add(new Message(role.asText(), content(message.path("content"))));
        }
        if (messages.isEmpty()) {
            throw RequestFault.badRequest(
                    "Cannot apply chat template to an empty conversation. Provide at least one message.", null);
        }
        return messages;
    }

    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.asText() : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    private static Prompt conversation(Fields fields) {
        List<Message> messages = messages(fields);
        String last = messages.get(messages.size() - 1).content();
        return new Prompt(ChatTemplate.render(messages, true), last, true);
    }

    private static List<Prompt> completions(Fields fields) {
        JsonNode given = fields.get("prompt");
        List<Prompt> prompts = new ArrayList<>();
        if (given.isArray() && !given.isEmpty() && !given.get(0).isNumber()) {
            given.forEach(one -> prompts.add(completion(one)));
        } else {
            prompts.add(completion(given));
        }
        return prompts;
    }

    private static Prompt completion(JsonNode given) {
        int[] tokens = given.isTextual() ? SimTokenizer.encode(given.asText()) : ids(given);
        if (tokens.length == 0) {
            throw RequestFault.badRequest(
                    "Either prompt or prompt_embeds must be provided and non-empty. (parameter=prompt)", "prompt");
        }
        return new Prompt(tokens, given.isTextual() ? given.asText() : SimTokenizer.decode(tokens), false);
    }

    static int[] ids(JsonNode given) {
        int[] tokens = new int[given.isArray() ? given.size() : 0];
        for (int i = 0; i < tokens.length; i++) {
            JsonNode id = given.get(i);
            if (!id.canConvertToInt() || !id.canConvertToExactIntegral()) {
                throw RequestFault.badRequest("Token ids must be integers, got " + id + ".", null);
            }
            tokens[i] = id.intValue();
            if (tokens[i] < 0 || tokens[i] >= SimTokenizer.VOCABULARY) {
                throw RequestFault.badRequest("Token id " + tokens[i] + " is out of vocabulary", null);
            }
        }
        return tokens;
    }

    private GenerationRequest.Wish wish(Fields fields, boolean isChat) {
        OptionalInt completionTokens = isChat ? fields.number("max_completion_tokens") : OptionalInt.empty();
        OptionalInt maxTokens = completionTokens.isPresent() ? completionTokens : fields.number("max_tokens");
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw tooFew(maxTokens.getAsInt());
        }
        if (maxTokens.isPresent() && maxTokens.getAsInt() > maxModelLen) {
            int asked = maxTokens.getAsInt();
            throw RequestFault.badValue(
                    "max_tokens=" + asked + " cannot be greater than max_model_len=" + maxModelLen
                            + ". Please request fewer output tokens.",
                    "max_tokens",
                    asked);
        }
        int minTokens = fields.number("min_tokens").orElse(0);
        if (minTokens < 0) {
            throw RequestFault.badRequest(
                    "min_tokens must be greater than or equal to 0, got " + minTokens + ".", null);
        }
        if (minTokens > maxTokens.orElse(maxModelLen)) {
            throw RequestFault.badRequest(
                    "min_tokens must be less than or equal to max_tokens=" + maxTokens.orElse(maxModelLen) + ", got "
                            + minTokens + ".",
                    null);
        }
        OptionalInt limit = maxTokens.isEmpty() && !isChat ? OptionalInt.of(COMPLETION_DEFAULT) : maxTokens;
        return new GenerationRequest.Wish(
                limit, minTokens, fields.flag("ignore_eos"), fields.texts("stop"), fields.longNumber("seed"));
    }

    private void checkLength(Prompt prompt) {
        int tokens = prompt.tokens().length;
        if (tokens > maxModelLen) {
            throw RequestFault.badValue(
                    "This model's maximum context length is " + maxModelLen + " tokens. However, your prompt contains "
                            + tokens + " input tokens, which exceeds this limit even without any output tokens."
                            + " Please reduce the length of the input prompt.",
                    "input_tokens",
                    tokens);
        }
        if (tokens == maxModelLen) {
            throw tooFew(0);
        }
    }

    private static RequestFault tooFew(int maxTokens) {
        return RequestFault.badValue("max_tokens must be at least 1, got " + maxTokens + ".", "max_tokens", maxTokens);
    }

    private static GenerationRequest.Shape shape(Fields fields) {
        boolean stream = fields.flag("stream");
        Fields options = fields.object("stream_options");
        boolean usage = options.flag("include_usage");
        return new GenerationRequest.Shape(
                stream, usage, usage && options.flag("continuous_usage_stats"), fields.flag("return_token_ids"));
    }

    private static void refuseWhatIsNotSimulated(Fields fields) {
        for (String name : NOT_SIMULATED) {
            JsonNode value = fields.get(name);
            if (!fields.isAbsent(name) && !(value.isBoolean() && !value.asBoolean())) {
                throw RequestFault.badRequest(name + " is not simulated by this server.", name);
            }
        }
    }
}
