package io.varcas.accuracy.sandbox;

import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs untrusted Python programs in a sandbox that was tried on this machine. Several threads may use it at once.
 *
 * <p>A program cannot reach the network, files beside the system's programs and its own scratch folder, or other processes, and ends
 * with all that it started. It can tell a lie about its own tests, which run in the same interpreter.
 */
public final class PythonSandbox {

    private static final String DRIVER = Scripts.read("driver.py");
    private static final String PROBE = Scripts.read("probe.py");
    private static final SandboxLimits PROBE_LIMITS = new SandboxLimits(Duration.ofSeconds(20), 512);
    private static final int FIRST_SIGNAL = 128;
    private static final int SIGXCPU = FIRST_SIGNAL + 24;

    private final Sandbox sandbox;
    private final Interpreter interpreter;
    private final SandboxFiles files;
    private final SandboxLimits limits;

    private PythonSandbox(Sandbox sandbox, Interpreter interpreter, SandboxFiles files, SandboxLimits limits) {
        this.sandbox = sandbox;
        this.interpreter = interpreter;
        this.files = files;
        this.limits = limits;
    }

    /**
     * Finds a sandbox in which an interpreter runs, by running a program that checks its own isolation.
     *
     * @param name path of the interpreter, or its name on the PATH
     * @param limits limits of each program
     * @throws SandboxException if none works; the message has one line
     */
    public static PythonSandbox find(String name, SandboxLimits limits) throws InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new SandboxException("a sandbox needs Linux; this is " + System.getProperty("os.name"));
        }
        try {
            return find(Sandbox.candidates(), name, limits);
        } catch (IOException broken) {
            throw new SandboxException("no sandbox can be tried: " + FailureText.reason(broken));
        }
    }

    /** Finds the first of some sandboxes that works. */
    static PythonSandbox find(List<Sandbox> candidates, String name, SandboxLimits limits)
            throws IOException, InterruptedException {
        Set<String> reasons = new LinkedHashSet<>();
        List<Interpreter> interpreters = interpreters(name, reasons);
        if (interpreters.isEmpty()) {
            throw new SandboxException("no Python interpreter \"" + name + "\" can be used"
                    + (reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")")
                    + "; install it (apt install python3), or set groundTruth.interpreter to its path");
        }
        for (Sandbox sandbox : candidates) {
            for (Interpreter interpreter : interpreters) {
                PythonSandbox found =
                        new PythonSandbox(sandbox, interpreter, SandboxFiles.with(interpreter.folders()), limits);
                Optional<String> obstacle = found.obstacle();
                if (obstacle.isEmpty()) {
                    return found;
                }
                reasons.add(sandbox.name() + " with " + interpreter.executable() + ": " + obstacle.get());
            }
        }
        throw new SandboxException("no sandbox works here (" + String.join("; ", reasons)
                + "); install bubblewrap 0.8 or later (apt install bubblewrap), and allow user namespaces");
    }

    private static List<Interpreter> interpreters(String name, Set<String> reasons) throws InterruptedException {
        List<Interpreter> found = new ArrayList<>();
        for (Path program : Interpreter.named(name, System.getenv().getOrDefault("PATH", "") + ":/usr/bin")) {
            try {
                Interpreter interpreter = Interpreter.of(program);
                if (found.stream().noneMatch(other -> other.folders().equals(interpreter.folders()))) {
                    found.add(interpreter);
                }
            } catch (IOException unusable) {
                reasons.add(FailureText.reason(unusable));
            }
        }
        return found;
    }

    /** Returns the reason why programs cannot run here safely; empty if they can. */
    private Optional<String> obstacle() throws InterruptedException {
        Set<Path> visible = new LinkedHashSet<>();
        for (Path path : files.readOnly()) {
            Stream.iterate(path, folder -> folder != null, Path::getParent).forEach(visible::add);
        }
        String names = String.join(
                ", ", visible.stream().map(path -> literal(path.toString())).toList());
        String home = literal(System.getProperty("user.home", "/root"));
        CodeResult result = run(String.format("VISIBLE = [%s]%nHOME = %s%n%s", names, home, PROBE), PROBE_LIMITS);
        return result.outcome() == CodeOutcome.PASSED ? Optional.empty() : Optional.of(result.detail());
    }

    /** Returns a text as a literal of Python. */
    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Returns the sandbox, the interpreter and the limits in a few words. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "%s, %s, %s s, %d MiB",
                sandbox.name(),
                interpreter.executable(),
                limits.time().toMillis() / 1e3,
                limits.memoryMib());
    }

    /**
     * Runs a program.
     *
     * @param program its source text; it passes if it ends without an error
     * @throws InterruptedException if interrupted; the program is ended
     */
    public CodeResult run(String program) throws InterruptedException {
        return run(program, limits);
    }

    private CodeResult run(String program, SandboxLimits within) throws InterruptedException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        List<String> command =
                sandbox.command(files, within, List.of(interpreter.executable().toString(), "-s", "-B", "-c", DRIVER));
        try {
            return result(SandboxedProcess.run(command, nonce + "\n" + program, within), nonce, within);
        } catch (IOException absent) {
            return new CodeResult(CodeOutcome.SANDBOX_FAULT, command.get(0) + " cannot be started");
        }
    }

    private static CodeResult result(SandboxedProcess.Ending ending, String nonce, SandboxLimits limits) {
        List<String> reports = ending.out()
                .lines()
                .filter(line -> line.startsWith(nonce + " "))
                .map(line -> line.substring(nonce.length() + 1))
                .toList();
        if (reports.isEmpty()) {
            return new CodeResult(CodeOutcome.SANDBOX_FAULT, fault(ending));
        }
        return switch (ending.stop()) {
            case TIME ->
                new CodeResult(
                        CodeOutcome.TIMED_OUT, "no end within " + limits.time().toMillis() / 1e3 + " s");
            case MEMORY -> new CodeResult(CodeOutcome.OVER_MEMORY, "more than " + limits.memoryMib() + " MiB");
            case OUTPUT ->
                new CodeResult(CodeOutcome.OVER_OUTPUT, "more than " + SandboxLimits.OUTPUT_BYTES + " bytes");
            default -> reports.size() > 1 ? reported(reports.get(1)) : unreported(ending.code());
        };
    }

    private static CodeResult reported(String report) {
        String[] parts = report.split(" ", 2);
        String detail = parts.length > 1 ? parts[1].strip() : "";
        return switch (parts[0]) {
            case "passed" -> new CodeResult(CodeOutcome.PASSED, detail);
            case "assertion" -> new CodeResult(CodeOutcome.ASSERTION, detail);
            case "memory" -> new CodeResult(CodeOutcome.OVER_MEMORY, detail);
            default -> new CodeResult(CodeOutcome.ERROR, detail);
        };
    }

    private static CodeResult unreported(int code) {
        if (code == SIGXCPU) {
            return new CodeResult(CodeOutcome.TIMED_OUT, "its CPU time is used up");
        }
        return new CodeResult(
                CodeOutcome.ERROR,
                code > FIRST_SIGNAL
                        ? "ended by signal " + (code - FIRST_SIGNAL) + " before its tests did"
                        : "ended with exit code " + code + " before its tests did");
    }

    private static String fault(SandboxedProcess.Ending ending) {
        List<String> lines =
                ending.err().lines().filter(line -> !line.isBlank()).toList();
        if (ending.stop() != SandboxedProcess.Stop.NONE) {
            return "the interpreter did not start within its limits";
        }
        if (lines.isEmpty()) {
            return "exit code " + ending.code();
        }
        boolean python = lines.get(0).startsWith("Traceback");
        return lines.get(python ? lines.size() - 1 : 0).strip();
    }
}
