package io.varcas.client;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                    return tokenizer.encode(text, special, false).getIds().length;
                }

                @Override
                public void close() {
                    tokenizer.close();
                }
            };
        }
    }
}
