package io.varcas.client;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@code tokenizer.json}, read by Hugging Face's own tokenizers library through its Java binding, which is the user's to bring. */
interface LocalTokens extends AutoCloseable {

    /** Returns the tokens of a text, with or without those that mark its beginning and end. */
    int count(String text, boolean special);

    @Override
    void close();

    /**
     * Opens a file.
     *
     * @throws TokenizerException if it cannot be used, or the library is not there
     */
    static LocalTokens open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TokenizerException("tokenizer \"" + file + "\" is no file; name the tokenizer.json of the model");
        }
        try {
            checkTemplates(processor(file));
            return Library.open(file);
        } catch (NoClassDefFoundError | UnsatisfiedLinkError absent) {
            throw new TokenizerException(
                    "a tokenizer.json needs the library ai.djl.huggingface:tokenizers, which is not there ("
                            + absent.getMessage() + "); put it and what it needs on the class path:"
                            + " java -cp \"benchmarks.jar:lib/*\" io.varcas.cli.Main");
        } catch (IOException | RuntimeException broken) {
            throw new TokenizerException("tokenizer \"" + file + "\" cannot be read: " + FailureText.reason(broken));
        }
    }

    private static JsonNode processor(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new JsonMapper().readTree(in).path("post_processor");
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            throw new IOException("it is not JSON"
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
    }

    /**
     * Refuses a template of what it does not define, a special token or a second text: the library ends the JVM over it (tokenizers
     * 0.21.4, 2026-11).
     *
     * @throws IOException if there is one
     */
    private static void checkTemplates(JsonNode processor) throws IOException {
        for (JsonNode part : processor.path("processors")) {
            checkTemplates(part);
        }
        for (String template : List.of("single", "pair")) {
            for (JsonNode piece : processor.path(template)) {
                if (template.equals("single")
                        && piece.path("Sequence").path("id").asText().equals("B")) {
                    throw new IOException("its post_processor has a second text in the template of a single one");
                }
                JsonNode token = piece.path("SpecialToken").path("id");
                if (token.isTextual() && !processor.path("special_tokens").has(token.asText())) {
                    throw new IOException("its post_processor has the special token \"" + token.asText()
                            + "\" in a template and not in special_tokens");
                }
            }
        }
    }

    /** Stands between the library and those who have none. */
    final class Library {

        /** Unless this is set, the library tells its makers over the network that it was used. */
        private static final String OPT_OUT = "OPT_OUT_TRACKING";

        /** Else texts are cut at 512 tokens. */
        private static final Map<String, String> WHOLE_TEXTS = Map.of("truncation", "false", "padding", "false");

        private Library() {}

        static LocalTokens open(Path file) throws IOException {
            System.setProperty(OPT_OUT, System.getProperty(OPT_OUT, "true"));
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file, WHOLE_TEXTS);
            return new LocalTokens() {
                @Override
                public int count(String text, boolean special) {
                    try {
                        return tokenizer.encode(text, special, false).getIds().length;
                    } catch (RuntimeException broken) { // as of a model whose vocabulary lacks its own unknown token
                        throw new TokenizerException(
                                "tokenizer \"" + file + "\" cannot count a text: " + FailureText.of(broken));
                    }
                }

                @Override
                public void close() {
                    tokenizer.close();
                }
            };
        }
    }
}
