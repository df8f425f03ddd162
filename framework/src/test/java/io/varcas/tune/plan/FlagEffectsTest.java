package io.varcas.tune.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.tune.plan.FlagEffect.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagEffectsTest {

    private static final Path PAGE = Path.of("../docs/flags.md");

    private final FlagEffects table = FlagEffects.bundled();

    @Test
    void hasASourceAVersionAndADateForEveryEntry() {
        assertThat(table.effects()).hasSizeGreaterThan(20).allSatisfy(effect -> {
            assertThat(effect.source()).isNotBlank();
            assertThat(effect.version()).matches("\\d+\\.\\d+(\\.\\d+)?");
            assertThat(effect.asOf()).matches("\\d{4}-\\d{2}(-\\d{2})?");
        });
        assertThat(table.effects()).extracting(FlagEffect::evidence).contains(Evidence.CLAIM, Evidence.MEASURED);
    }

    @Test
    void hasAnEntryForEveryFlagOfAPlan() {
        assertThat(table.effects())
                .extracting(FlagEffect::flag)
                .containsAll(
                        Arrays.stream(PlanFlag.values()).map(PlanFlag::label).toList());
    }

    @Test
    void marksFlagsThatAVersionNoLongerAccepts() {
        List<String> lines = table.markdown(VllmFlagCatalog.bundled(), VllmVersion.CURRENT);

        assertThat(lines).anyMatch(line -> line.startsWith("| `swap-space` ") && line.contains("| no | no |"));
        assertThat(lines).anyMatch(line -> line.startsWith("| `max-num-seqs` ") && line.contains("| yes | yes |"));
    }

    /** Run with {@code -Dflags.write=true} to write the table of the page anew. */
    @Test
    void isTheTableOfTheDocumentation() throws IOException {
        List<String> lines = table.markdown(VllmFlagCatalog.bundled(), VllmVersion.CURRENT);
        if (Boolean.getBoolean("flags.write")) {
            String page = Files.readString(PAGE);
            String before = page.substring(0, page.indexOf("| flag | expected"));
            String rest = page.substring(page.lastIndexOf("|\n") + 2);
            Files.writeString(PAGE, before + String.join("\n", lines) + "\n" + rest);
        }

        assertThat(Files.readString(PAGE)).contains(String.join("\n", lines));
    }
}
