package io.varcas.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassRuleTest {

    private static final String HEAD = "package a;\nimport io.varcas.annotation.*;\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Workload class Chat {}",
                "@Workload public final class Chat {}",
                "@Workload class Chat { Chat() {} Chat(int other) {} }",
                "@Workload class Chat { protected Chat() throws IllegalStateException, Error {} }",
                "class Outer<T> { @Workload static class Chat {} }",
                "interface Outer { @Workload class Chat {} }",
                "class Outer { protected static class Inner { @Workload static class Chat {} } }",
                "@Workload class Chat extends Base<String> {} abstract class Base<T> { T next; }",
            })
    void acceptsWhatARunnerCanCreate(String source) {
        Expect.accepted(HEAD + source);
    }

    @ParameterizedTest
    @CsvSource({"interface, an interface", "enum, an enum"})
    void refusesWhatIsNoClass(String kind, String named) {
        Expect.refused(
                HEAD + "@Workload /*CLS001*/%s Chat {}".formatted(kind),
                "Chat is %s; a workload must be a class: declare it as class Chat".formatted(named));
    }

    @Test
    void refusesRecords() {
        Expect.refused(
                HEAD + "@Workload /*CLS001*/record Chat() {}",
                "Chat is a record; a workload must be a class: declare it as class Chat");
    }

    @Test
    void refusesAbstractClasses() {
        Expect.refused(
                HEAD + "@Workload abstract /*CLS002*/class Chat {}",
                "Chat is abstract, so it cannot be run; remove abstract, or put the annotation on a concrete subclass");
    }

    @Test
    void refusesGenericClasses() {
        Expect.refused(
                HEAD + "@Workload /*CLS003*/class Chat<A, B> {}",
                "Chat is generic (<A, B>), but a workload must not have type parameters; put the annotation"
                        + " on a subclass that sets them: class MyChat extends Chat<...>");
    }

    @Test
    void refusesPrivateClasses() {
        Expect.refused(
                HEAD + "class Outer { @Workload private static /*CLS004*/class Chat {} }",
                "Chat cannot be reached by its runner, because Chat is private; make it package-private or public");
    }

    @Test
    void refusesClassesInsidePrivateOnes() {
        Expect.refused(
                HEAD + "class Outer { private static class Hidden { @Workload static /*CLS004*/class Chat {} } }",
                "Chat cannot be reached by its runner, because Hidden is private; make it package-private or public");
    }

    @Test
    void refusesInnerClasses() {
        Expect.refused(
                HEAD + "class Outer { @Workload /*CLS005*/class Chat {} }",
                "Chat is an inner class, so it cannot be created alone; make it static");
    }

    @Test
    void refusesClassesThatNeedSomethingToBeCreated() {
        Expect.refused(
                HEAD + "@Workload /*CLS006*/class Chat { Chat(int users) {} }",
                "Chat has no constructor without parameters; add Chat() {}, and take what it needs from @Param fields or in"
                        + " a @Setup method");
    }

    @Test
    void refusesPrivateConstructors() {
        Expect.refused(
                HEAD + "@Workload class Chat { private /*CLS007*/Chat() {} }",
                "the constructor of Chat is private; make it package-private or public");
    }

    @Test
    void refusesConstructorsThatThrowCheckedExceptions() {
        Expect.refused(
                HEAD + "@Workload class Chat { /*CLS008*/Chat() throws java.io.IOException, RuntimeException {} }",
                "the constructor of Chat throws java.io.IOException; do what may fail in a @Setup method, which may throw"
                        + " anything");
    }

    @Test
    void refusesTheUnnamedPackage() {
        Expect.refused(
                "import io.varcas.annotation.*;\n@Workload /*CLS009*/class Chat {}",
                "Chat is in the unnamed package, from which the list of workloads cannot be imported; add a package"
                        + " declaration, such as package benchmarks;");
    }

    @Test
    void reportsAllFaultsOfAClassTogether() {
        Expect.refused(
                HEAD + "@Workload abstract /*CLS002*//*CLS003*/class Chat<T> { private /*CLS007*/Chat() {} }",
                "Chat is abstract, so it cannot be run; remove abstract, or put the annotation on a concrete subclass",
                "Chat is generic (<T>), but a workload must not have type parameters; put the annotation on"
                        + " a subclass that sets them: class MyChat extends Chat<...>",
                "the constructor of Chat is private; make it package-private or public");
    }
}
