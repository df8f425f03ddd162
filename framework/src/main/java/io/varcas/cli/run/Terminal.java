package io.varcas.cli.run;

import java.io.Console;

/** Detects a terminal, on which lines can be rewritten. */
public final class Terminal {

    private Terminal() {}

    /** Returns whether input and output are a terminal. From JDK 22 on there is a console without one, which says so. */
    @SuppressWarnings("SystemConsoleNull") // what newer JDKs say is asked next
    public static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
