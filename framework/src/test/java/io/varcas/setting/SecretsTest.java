package io.varcas.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private final Secrets secrets =
            Secrets.of(Map.of("VARCAS_API_KEY", " sk-one ", "OPENAI_API_KEY", "sk-two", "HOME", "/home/me"));

    @Test
    void takesEveryKeyOutOfAText() {
        assertThat(secrets.redacted("401: key sk-one, not sk-two; sk-one of /home/me"))
                .isEqualTo("401: key (redacted key), not (redacted key); (redacted key) of /home/me");
    }

    @Test
    void leavesPlaceholdersAlone() {
        assertThat(Secrets.of(Map.of("OPENAI_API_KEY", "EMPTY")).redacted("EMPTY list"))
                .isEqualTo("EMPTY list");
        assertThat(Secrets.of(Map.of("OPENAI_API_KEY", "")).redacted("as it is"))
                .isEqualTo("as it is");
    }

    @Test
    void takesOutWhatIsAddedLater() {
        secrets.add(" of-a-header\n");
        secrets.add("short");
        assertThat(secrets.redacted("of-a-header, short")).isEqualTo("(redacted key), short");
    }
}
