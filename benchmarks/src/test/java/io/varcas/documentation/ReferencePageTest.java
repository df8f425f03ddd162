package io.varcas.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The committed reference is what the code says; {@code -Dreference.write=true} writes it anew. */
class ReferencePageTest {

    @Test
    void isWhatTheCodeSays() throws IOException {
        String text = new ReferencePage().text();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(ReferencePage.FILE, text);
        }

        assertThat(Files.readString(ReferencePage.FILE))
                .as("docs/reference.md differs from the code; CONTRIBUTING.md has the command that writes it anew")
                .isEqualTo(text);
    }
}
