package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.workload.ChatPrompt;
import io.varcas.workload.WorkloadInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Prompt String next() { return \"q\"; }",
                "@Prompt protected String next(PromptContext context) { return \"q\"; }",
                "@Prompt public ChatPrompt next() throws Exception { return ChatPrompt.of(\"q\"); }",
                "@Prompt final ChatPrompt next(PromptContext context) { return ChatPrompt.of(\"q\"); }",
            })
    void acceptsPromptMethods(String method) throws Exception {
        WorkloadInstance instance =
                Expect.accepted(chat(method)).runner("a.Chat_Runner").newInstance();
        assertThat(instance.prompt(Contexts.first())).isEqualTo(ChatPrompt.of("q"));
    }

    @Test
    void asksForTextOfTheDrawnLengthWithoutAPromptMethod() throws Exception {
        WorkloadInstance instance =
                Expect.accepted(chat("")).runner("a.Chat_Runner").newInstance();
        assertThat(instance.prompt(Contexts.first())).isEqualTo(ChatPrompt.of("..."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Prompt static String /*MTH001*/m() { return null; } | the @Prompt method m is static, but is called on one"
                        + " workload object; remove static",
                "@Setup private void /*MTH002*/m() {} | the @Setup method m is private, so the runner cannot call it; make it"
                        + " package-private",
                "@TearDown <T> void /*MTH003*/m() {} | the @TearDown method m is generic; remove its type"
                        + " parameters",
                "@Prompt String /*PRM002*/m(int index) { return null; } | the @Prompt method m takes (int); it must take an"
                        + " io.varcas.workload.PromptContext or nothing",
                "@Prompt String /*PRM002*/m(PromptContext a, String b) { return null; } | the @Prompt method m takes"
                        + " (io.varcas.workload.PromptContext, java.lang.String); it must take an"
                        + " io.varcas.workload.PromptContext or nothing",
                "@Prompt CharSequence /*PRM003*/m() { return null; } | the @Prompt method m returns java.lang.CharSequence; it"
                        + " must return String or io.varcas.workload.ChatPrompt",
                "@Prompt void /*PRM003*/m() {} | the @Prompt method m returns void; it must return String or"
                        + " io.varcas.workload.ChatPrompt",
                "@Setup void /*FIX001*/m(PromptContext context) {} | the @Setup method m takes"
                        + " (io.varcas.workload.PromptContext); it must take nothing",
                "@TearDown int /*FIX002*/m() { return 1; } | the @TearDown method m returns int; it must"
                        + " return void",
            })
    void refusesMethodsThatTheRunnerCannotCall(String method, String text) {
        Expect.refused(chat(method), text);
    }

    @Test
    void refusesTwoPromptMethods() {
        Expect.refused(
                chat("@Prompt String one() { return \"\"; } @Prompt String /*PRM001*/two() { return \"\"; }"),
                "Chat has 2 @Prompt methods (one, two); a workload has at most one");
    }

    @Test
    void refusesAMethodOfASuperclassElsewhereThatIsNotPublic() {
        Expect.refused(
                List.of("""
                        package base;
                        import io.varcas.annotation.*;
                        public abstract class Base { @Setup protected void /*MTH004*/open() {} @Setup public void start() {} }
                        """, chat("").replace("class Chat", "class Chat extends base.Base")),
                "the @Setup method open is declared in base.Base and not public, so the runner in package a cannot call it;"
                        + " make it public, or override it");
    }

    @Test
    void acceptsAnOverrideOfAMethodThatWouldNotBeReachable() {
        Expect.accepted(
                """
                package base;
                import io.varcas.annotation.*;
                public abstract class Base { @Setup protected void open() {} }
                """, chat("@Override protected void open() {}").replace("class Chat", "class Chat extends base.Base"));
    }

    @Test
    void runsSuperclassesSetupFirstAndTearDownLast() throws Exception {
        Compiled compiled = Expect.accepted("""
                package a;
                import io.varcas.annotation.*;
                @Workload
                class Chat extends Middle {
                    @Setup void lower() { CALLS.add("lower"); }
                    @Override void overridden() { CALLS.add("overridden"); }
                    @TearDown void close() { CALLS.add("close"); }
                    @TearDown void report() { CALLS.add("report"); }
                }
                abstract class Middle extends Upper {
                    @Setup void middle() { CALLS.add("middle"); }
                    @TearDown @Override void released() { CALLS.add("released"); }
                }
                abstract class Upper {
                    static final java.util.List<String> CALLS = new java.util.ArrayList<>();
                    @Setup void overridden() { CALLS.add("never"); }
                    @Setup void upper() { CALLS.add("upper"); }
                    @TearDown void released() { CALLS.add("never"); }
                }
                """);
        WorkloadInstance instance = compiled.runner("a.Chat_Runner").newInstance();
        instance.setUp();
        instance.tearDown();
        assertThat(compiled.staticField("a.Upper", "CALLS"))
                .isEqualTo(List.of("overridden", "upper", "middle", "lower", "close", "report", "released"));
    }

    @Test
    void prefersThePromptMethodOfTheSubclass() throws Exception {
        WorkloadInstance instance = Expect.accepted(chat("@Prompt String mine() { return \"mine\"; }")
                                .replace("class Chat", "class Chat extends Base")
                        + "abstract class Base { @Prompt String theirs() { return \"theirs\"; } }")
                .runner("a.Chat_Runner")
                .newInstance();
        assertThat(instance.prompt(Contexts.first())).isEqualTo(ChatPrompt.of("mine"));
    }

    @Test
    void callsAnInheritedPromptMethodAsASubclassImplementsIt() throws Exception {
        WorkloadInstance instance = Expect.accepted(chat("@Override String next() { return \"mine\"; }")
                                .replace("class Chat", "class Chat extends Base<String>")
                        + "abstract class Base<T> { @Prompt abstract T next(); }")
                .runner("a.Chat_Runner")
                .newInstance();
        assertThat(instance.prompt(Contexts.first())).isEqualTo(ChatPrompt.of("mine"));
    }

    private static String chat(String members) {
        return """
                package a;
                import io.varcas.annotation.*;
                import io.varcas.workload.*;
                @Workload
                class Chat {
                    %s
                    ChatPrompt used; PromptContext alsoUsed;
                }
                """.formatted(members);
    }
}
