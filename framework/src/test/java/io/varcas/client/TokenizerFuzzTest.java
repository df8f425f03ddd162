package io.varcas.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.fuzz.FuzzRun;
import io.varcas.fuzz.Mutator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutations of a {@code tokenizer.json}: a tokenizer that counts, or one line. */
class TokenizerFuzzTest {

    private static final int INPUTS = FuzzRun.inputs(500);

    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|\\d+|true|false|null");

    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "-1",
            "4294967296",
            "1e300",
            "null",
            "true",
            "\"\"",
            "\"word\"",
            "\"[UNK]\"",
            "\"B\"",
            "[]",
            "{}",
            "\"BPE\"",
            "\"Unigram\"",
            "\"WordPiece\"",
            "\"Digits\"");

    @TempDir
    Path folder;

    @Test
    void filesEndInTokenizersOrInOneLine() throws IOException {
        byte[] whole;
        try (InputStream sample = TokenizerFuzzTest.class.getResourceAsStream("/io/varcas/simulator/tokenizer.json")) {
            whole = Objects.requireNonNull(sample).readAllBytes();
        }
        Path file = folder.resolve("tokenizer.json");
        FuzzRun run = FuzzRun.ofInputs("tokenizer files").refusing(TokenizerException.class);
        for (int i = 0; i < INPUTS; i++) {
            SplittableRandom random = new SplittableRandom(FuzzRun.SEED + i);
            byte[] damaged = random.nextBoolean()
                    ? new Mutator(List.of(whole), random).next()
                    : otherValue(new String(whole, StandardCharsets.UTF_8), random);
            Files.write(file, damaged);
            run.take(() -> new String(damaged, StandardCharsets.UTF_8), () -> {
                LocalTokens tokens = LocalTokens.open(file);
                assertThat(tokens.count("a few words \u00e9 \uD83D\uDE00", true))
                        .isNotNegative();
                tokens.close();
            });
        }
        run.end();
    }

    /** Returns the file with another value at one place: still JSON, but perhaps no tokenizer. */
    private static byte[] otherValue(String json, SplittableRandom random) {
        List<MatchResult> values = VALUE.matcher(json).results().toList();
        MatchResult place = values.get(random.nextInt(values.size()));
        return (json.substring(0, place.start())
                        + VALUES.get(random.nextInt(VALUES.size()))
                        + json.substring(place.end()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
