package io.varcas.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.AllCommands;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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

    @Test
    void namesFlagsOfSettingsThatTheRunHas() {
        CommandLine run = AllCommands.list().get(0);
        Pattern flag = Pattern.compile("\\((-[\\w-]+)\\)");

        assertThat(Settings.all()).allSatisfy(setting -> {
            Matcher named = flag.matcher(setting.meaning());
            while (named.find()) {
                assertThat(run.getCommandSpec().findOption(named.group(1)))
                        .as(setting.name())
                        .isNotNull();
            }
        });
        assertThat(Settings.all().stream().map(Setting::meaning))
                .anyMatch(text -> flag.matcher(text).find());
    }
}
