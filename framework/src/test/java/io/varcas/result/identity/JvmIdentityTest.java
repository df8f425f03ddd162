package io.varcas.result.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmIdentityTest {

    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";

    @Test
    void hasNothingAgainstAJvmWithOrdinaryArguments() {
        assertThat(jvm(HOTSPOT, "-Xmx2g", "-XX:+UseZGC", "-Dagentlib:jdwp=no").handicap())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-agentlib:jdwp=transport=dt_socket,server=y", "-Xrunjdwp:transport=dt_socket"})
    void namesTheArgumentThatSlowsOrStopsAJvm(String argument) {
        assertThat(jvm(HOTSPOT, "-Xmx2g", argument).handicap())
                .hasValueSatisfying(why -> assertThat(why).containsAnyOf("(-Xint)", "(jdwp)"));
    }

    @Test
    void namesAVmThatCompilesLittle() {
        assertThat(jvm("OpenJDK 64-Bit Zero VM").handicap())
                .hasValue("it is no server VM (OpenJDK 64-Bit Zero VM): it compiles little or nothing");
    }

    private static JvmIdentity jvm(String name, String... arguments) {
        return new JvmIdentity("java", List.of(arguments), "17.0.15", name, "17.0.15+6");
    }
}
