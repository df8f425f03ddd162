package io.varcas.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"chat", "chat-2.low_load", "Größe", ""})
    void acceptsNamesThatFilesMayHave(String name) {
        Expect.accepted(chat("name = \"%s\"".formatted(name)));
    }

    @ParameterizedTest
    @CsvSource({"'chat, low', 'chat-low'", "a/b, a-b", "../x, x", "-, Chat"})
    void refusesOthersAndProposesOne(String name, String proposal) {
        Expect.refused(
                chat("name = /*CLS011*/\"%s\"".formatted(name)),
                "workload name \"%s\" must consist of letters, digits, dots, dashes and underscores, because results are"
                                .formatted(name)
                        + " filed under it; did you mean \"%s\"?".formatted(proposal));
    }

    @Test
    void refusesTwoWorkloadsOfOneName() {
        Expect.refusedAfterWriting(
                java.util.List.of("""
                        package a;
                        import io.varcas.annotation.*;
                        @Workload(name = "chat") class One {}
                        """, """
                        package a;
                        import io.varcas.annotation.*;
                        @Workload(name = /*CLS012*/"chat") class Two {}
                        """, """
                        package b;
                        import io.varcas.annotation.*;
                        @Workload /*CLS012*/class chat {}
                        """),
                "two workloads are named \"chat\": a.One and a.Two; give one of them another @Workload(name = ...)",
                "two workloads are named \"chat\": a.One and b.chat; give one of them another @Workload(name = ...)");
    }

    private static String chat(String members) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload(%s) class Chat {}
                """.formatted(members);
    }
}
