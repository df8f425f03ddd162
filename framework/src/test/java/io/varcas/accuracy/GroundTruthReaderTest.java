package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthReaderTest {

    private final Path folder;

    GroundTruthReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsPromptsReferencesAndIds() throws IOException {
        GroundTruthDataset dataset = read("""
                {"prompt":"2+2?","reference":"4"}

                {"id":"fr","prompt":"Capital of France?","reference":["Paris","paris, France"],"source":"ignored"}
                {"id":7,"prompt":"é?","reference":"yes"}
                """);

        assertThat(dataset.items())
                .containsExactly(
                        new GroundTruthItem("1", "2+2?", List.of("4")),
                        new GroundTruthItem("fr", "Capital of France?", List.of("Paris", "paris, France")),
                        new GroundTruthItem("7", "é?", List.of("yes")));
    }

    @Test
    void readsAResourceOfTheClassPath() throws IOException {
        Files.writeString(folder.resolve("truth.jsonl"), "{\"prompt\":\"p\",\"reference\":\"r\"}");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            assertThat(GroundTruthReader.read("truth.jsonl", loader).items()).hasSize(1);
        }
    }

    @Test
    void namesTheByteThatIsNotUtf8() throws IOException {
        Path file = folder.resolve("truth.jsonl");
        Files.write(file, "{}\n{\"prompt\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(
                        () -> GroundTruthReader.read(file.toString(), getClass().getClassLoader()))
                .isInstanceOf(SettingException.class)
                .hasMessage("ground truth " + file
                        + ", line 2: byte 16 of the line (0xE9) is not UTF-8; save the file as" + " UTF-8");
    }

    @Test
    void namesEveryFaultyLine() {
        assertThatThrownBy(() -> read("""
                                {"prompt":"p","reference":"r","id":"a"}
                                {"prompt":"p"
                                {"prompt":" ","reference":"r"}
                                {"prompt":"p","reference":[]}
                                {"prompt":"p","reference":["x",3]}
                                {"prompt":"p","reference":"r","id":"a"}
                                ["p"]
                                """))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("truth.jsonl:2: not JSON: ")
                .hasMessageContaining("truth.jsonl:3: \"prompt\" must be a non-empty text")
                .hasMessageContaining("truth.jsonl:4: \"reference\" is an empty list")
                .hasMessageContaining("truth.jsonl:5: \"reference\" must be a non-empty text, or a list")
                .hasMessageContaining("truth.jsonl:6: id \"a\" is already that of line 1")
                .hasMessageEndingWith("; and 1 more")
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message).doesNotContain("\n"));
    }

    @Test
    void refusesWhatIsNotThereOrEmpty() {
        ClassLoader loader = getClass().getClassLoader();
        assertThatThrownBy(() -> GroundTruthReader.read("nowhere.jsonl", loader))
                .isInstanceOf(SettingException.class)
                .hasMessage("ground truth \"nowhere.jsonl\" is neither a file nor a resource on the class path");
        assertThatThrownBy(() -> read("\n\n"))
                .isInstanceOf(SettingException.class)
                .hasMessageEndingWith("contains no item");
    }

    private GroundTruthDataset read(String text) throws IOException {
        Path file = folder.resolve("truth.jsonl");
        Files.writeString(file, text);
        return GroundTruthReader.read(file.toString(), getClass().getClassLoader());
    }
}
