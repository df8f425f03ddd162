package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.workload.WorkloadInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Param({\"true\", \"off\"}) boolean p;",
                "@Param(\"-128\") byte p;",
                "@Param(\"32767\") Short p;",
                "@Param(\"2147483647\") int p;",
                "@Param(\"-9\") Long p;",
                "@Param(\"1e3\") float p;",
                "@Param(\"0.5\") Double p;",
                "@Param(\" \") char p;",
                "@Param({\"\", \"b\"}) String p;",
                "@Param({\"B\", \"A\"}) E p; enum E { A, B }",
                "@Param E p; enum E { A, B }",
                "@Param protected Arrivals arrivals;",
            })
    void acceptsFieldsThatTextsCanBeAssignedTo(String field) {
        WorkloadInstance instance =
                Expect.accepted(chat(field)).runner("a.Chat_Runner").newInstance();
        assertThat(instance).isNotNull();
    }

    @Test
    void assignsEveryType() {
        Compiled compiled = Expect.accepted(chat("""
                        static final java.util.List<Object> SEEN = new java.util.ArrayList<>();
                        enum E { A, B }
                        @Param("on") boolean flag;
                        @Param("1") byte tiny;
                        @Param("1") Short small;
                        @Param("1") int medium;
                        @Param("1") Long large;
                        @Param("1") float single;
                        @Param("1") Double twice;
                        @Param("x") Character letter;
                        @Param("x") String text;
                        @Param E choice;
                        @Setup void note() {
                            SEEN.addAll(java.util.List.of(
                                    flag, tiny, small, medium, large, single, twice, letter, text, choice));
                        }
                        """));
        WorkloadInstance instance = compiled.runner("a.Chat_Runner").newInstance();
        instance.set("flag", "true");
        instance.set("tiny", "-1");
        instance.set("small", "300");
        instance.set("medium", "70000");
        instance.set("large", "5000000000");
        instance.set("single", "0.5");
        instance.set("twice", "1e300");
        instance.set("letter", " ");
        instance.set("text", " as is ");
        instance.set("choice", "B");
        setUp(instance);
        assertThat((List<?>) compiled.staticField("a.Chat", "SEEN"))
                .extracting(String::valueOf)
                .containsExactly("true", "-1", "300", "70000", "5000000000", "0.5", "1.0E300", " ", " as is ", "B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@Param(\"1\") final int /*PAR001*/p = 1; | the parameter p is final, so its values cannot be assigned; remove"
                        + " final",
                "@Param(\"1\") private int /*PAR002*/p; | the parameter p is private, so the runner cannot assign it; make it"
                        + " package-private",
                "@Param(\"1\") static int /*PAR003*/p; | the parameter p is static, but belongs to one workload object; remove"
                        + " static",
                "@Param(\"1\") java.util.List<String> /*PAR004*/p; | the parameter p is of type java.util.List; it must be"
                        + " String, an enum, or a primitive or a box of one",
                "@Param(\"1\") int[] /*PAR004*/p; | the parameter p is of type int[]; it must be String, an enum, or a primitive"
                        + " or a box of one",
                "@Param({\"1\", /*PAR005*/\"1.5\"}) int p; | p = \"1.5\": must be a whole number; did you mean 2?",
                "@Param({\"1\", /*PAR005*/\"300\"}) byte p; | p = \"300\": must be a whole number from -128 to 127; did you mean"
                        + " 127?",
                "@Param(/*PAR005*/\"1d\") double p; | p = \"1d\": must be a number",
                "@Param({\"true\", /*PAR005*/\"ture\"}) boolean p; | p = \"ture\": must be true or false; did you mean true?",
                "@Param({/*PAR005*/\"ab\"}) char p; | p = \"ab\": must be a single character",
                "@Param({/*PAR005*/\"SHRT\"}) E p; enum E { SHORT, LONG } | p = \"SHRT\": no such constant; did you mean \"SHORT\"?",
                "/*PAR006*/@Param int p; | the parameter p has no values; write @Param({...}) with at least one (only an enum has"
                        + " values of its own)",
                "/*PAR006*/@Param({}) String p; | the parameter p has no values; write @Param({...}) with at least one (only an"
                        + " enum has values of its own)",
                "@Param({\"1\", \"2\", /*PAR007*/\"1\"}) int p; | the parameter p has the value \"1\" twice; it would be run"
                        + " twice under one name: remove one",
                "@Param({\"5\", /*PAR008*/\"-5\"}) double rate; | rate = \"-5\": must be a number greater than 0; did you mean"
                        + " 5?; a parameter named like a setting sets it: correct the value, or rename the field",
                "@Param(\"x\") E /*PAR011*/p; private enum E { x } | the parameter p is of the enum a.Chat.E, which the runner"
                        + " in package a cannot reach; make it package-private or public",
            })
    void refusesOthers(String field, String text) {
        Expect.refused(chat(field), text);
    }

    @Test
    void refusesAFieldOfASuperclassElsewhereThatIsNotPublic() {
        Expect.refused(
                List.of("""
                        package base;
                        import io.varcas.annotation.*;
                        public abstract class Base { @Param("1") protected int /*PAR009*/p; @Param("1") public int q; }
                        """, chat("").replace("class Chat", "class Chat extends base.Base")),
                "the parameter p is declared in base.Base and not public, so the runner in package a cannot assign it; make it"
                        + " public");
    }

    @Test
    void refusesAFieldThatIsHidden() {
        Expect.refused(
                chat("int p;").replace("class Chat", "class Chat extends Base")
                        + "abstract class Base { @Param(\"1\") int /*PAR010*/p; }",
                "the parameter p of a.Base is hidden by a field of the same name in a.Chat; rename one of them");
    }

    @Test
    void acceptsInheritedFieldsAndListsThemFirst() {
        Compiled compiled =
                Expect.accepted(chat("@Param(\"2\") int q;").replace("class Chat", "class Chat extends Base<Integer>")
                        + "abstract class Base<T> { @Param(\"1\") T p; }");
        assertThat(compiled.runner("a.Chat_Runner").spec().parameters())
                .extracting(parameter -> parameter.name() + " " + parameter.type())
                .containsExactly("p java.lang.Integer", "q int");
    }

    private static void setUp(WorkloadInstance instance) {
        try {
            instance.setUp();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String chat(String members) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload
                class Chat {
                    %s
                }
                """.formatted(members);
    }
}
