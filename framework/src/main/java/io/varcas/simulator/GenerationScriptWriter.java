package io.varcas.simulator;

import io.varcas.engine.FinishReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes what the simulated model says: the prepared response if there is one, else words drawn from the prompt and
 * the seed, so that equal requests get equal responses. The words are chosen so that each is one token, with its
 * space.
 */
final class GenerationScriptWriter {

    private static final String WORDS =
            "the of and to in is that it was for on are as with his they at be this from have or by one"
                    + " had not but what all were when we there can an your which their said if do will each about how up out them then she"
                    + " many some so these would other into has more her two like him see time could no make than first been its who now"
                    + " people my made over did down only way find use may water long little very after words called just where most know"
                    + " get back much go good new write our used me man too any day same right look think also around another came come work"
                    + " three word must part even place well such here take why help put years away again off went old number";
    private static final int[] FIRST_WORDS = Arrays.stream(WORDS.split(" ", -1))
            .mapToInt(word -> SimTokenizer.encode(word)[0])
            .toArray();
    private static final int[] NEXT_WORDS = Arrays.stream(WORDS.split(" ", -1))
            .mapToInt(word -> SimTokenizer.encode(" " + word)[0])
            .toArray();
    private static final int FULL_STOP = SimTokenizer.encode(".")[0];
    private static final int SENTENCE = 13;

    private final long seed;
    private final int meanTokens;
    private final GivenOutputs answers;

    /**
     * Creates a writer.
     *
     * @param seed what random words depend on beside the prompt
     * @param meanTokens mean length of a response that ends by itself
     * @param answers prepared outputs
     */
    GenerationScriptWriter(long seed, int meanTokens, GivenOutputs answers) {
        this.seed = seed;
        this.meanTokens = meanTokens;
        this.answers = answers;
    }

    /**
     * Writes a response.
     *
     * @param prompt what is asked
     * @param choice which of several responses to the same prompt
     * @param terms what the request allows
     */
    GenerationScript write(Prompt prompt, int choice, GenerationLimits terms) {
        Optional<String> prepared = answers.to(prompt.question());
        long chance = chance(prompt, choice, terms.seed());
        int[] said = prepared.map(SimTokenizer::encode).orElseGet(() -> words(prompt, chance, naturalLength(chance)));
        int length = terms.ignoreEos() ? terms.maxTokens() : Math.min(terms.maxTokens(), endOf(said, terms));
        int[] tokens = Arrays.copyOf(said, length);
        if (length > said.length) {
            int[] more = words(prompt, chance, length);
            System.arraycopy(more, said.length, tokens, said.length, length - said.length);
        }
        boolean ends = !terms.ignoreEos() && length == endOf(said, terms);
        if (ends) {
            tokens[length - 1] = SimTokenizer.MESSAGE_END;
        }
        GenerationScript script = new GenerationScript(
                tokens, texts(tokens), ends ? FinishReason.STOP : FinishReason.LENGTH, Optional.empty());
        return terms.stop().isEmpty() ? script : stopped(script, terms.stop());
    }

    /** What is said and the token that ends it. */
    private static int endOf(int[] said, GenerationLimits terms) {
        return Math.max(said.length, terms.minTokens()) + 1;
    }

    private int naturalLength(long chance) {
        return (int) (Math.max(1, meanTokens / 2) + Long.remainderUnsigned(chance, meanTokens));
    }

    private static int[] words(Prompt prompt, long chance, int count) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            int word = (int) Long.remainderUnsigned(mix(chance + i), NEXT_WORDS.length);
            if (i == 0) {
                tokens[i] = prompt.isChat() ? FIRST_WORDS[word] : NEXT_WORDS[word];
            } else {
                tokens[i] = i % SENTENCE == 0 ? FULL_STOP : NEXT_WORDS[word];
            }
        }
        return tokens;
    }

    private long chance(Prompt prompt, int choice, OptionalLong requestSeed) {
        return mix((mix(Arrays.hashCode(prompt.tokens()) * 31L + choice) + requestSeed.orElse(0)) ^ seed);
    }

    /** Text by token; a character that is spread over tokens appears with the last of them, as vLLM holds it back. */
    private static List<String> texts(int[] tokens) {
        List<String> texts = new ArrayList<>(tokens.length);
        byte[] open = new byte[0];
        for (int token : tokens) {
            if (token == SimTokenizer.MESSAGE_END) {
                texts.add("");
                continue;
            }
            byte[] bytes = SimTokenizer.bytes(token);
            byte[] all = Arrays.copyOf(open, open.length + bytes.length);
            System.arraycopy(bytes, 0, all, open.length, bytes.length);
            Optional<String> text = decoded(all);
            texts.add(text.orElse(""));
            open = text.isPresent() ? new byte[0] : all;
        }
        return texts;
    }

    private static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException incomplete) {
            return Optional.empty();
        }
    }

    /** Ends the script with the token that completes the first stop text, and its text before that. */
    private static GenerationScript stopped(GenerationScript script, List<String> stops) {
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < script.size(); i++) {
            int before = said.length();
            said.append(script.texts().get(i));
            for (String stop : stops) {
                int at = said.indexOf(stop, Math.max(0, before - stop.length() + 1));
                if (at >= 0) {
                    List<String> texts = new ArrayList<>(script.texts().subList(0, i + 1));
                    cut(texts, said.length() - at);
                    return new GenerationScript(
                            Arrays.copyOf(script.tokens(), i + 1), texts, FinishReason.STOP, Optional.of(stop));
                }
            }
        }
        return script;
    }

    private static void cut(List<String> texts, int letters) {
        int left = letters;
        for (int i = texts.size() - 1; left > 0; i--) {
            String text = texts.get(i);
            int gone = Math.min(left, text.length());
            texts.set(i, text.substring(0, text.length() - gone));
            left -= gone;
        }
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
