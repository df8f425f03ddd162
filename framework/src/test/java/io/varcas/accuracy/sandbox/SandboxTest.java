package io.varcas.accuracy.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs in each sandbox that works here: classes of their end, and hostile ones whose harm is looked for from outside. */
@Tag("slow")
@Timeout(120)
@ParameterizedClass(name = "{0}")
@MethodSource("sandboxes")
class SandboxTest {

    private static final SandboxLimits LIMITS = new SandboxLimits(Duration.ofSeconds(20), 256);
    private static final SandboxLimits SHORT = new SandboxLimits(Duration.ofSeconds(2), 256);

    private static final Map<String, Object> FOUND = new ConcurrentHashMap<>();

    @Parameter
    Sandbox sandbox;

    static List<Sandbox> sandboxes() throws IOException {
        return Sandbox.candidates();
    }

    @Test
    void tellsAssertionsFromErrors() throws Exception {
        assertThat(run("assert 1 + 1 == 2").outcome()).isEqualTo(CodeOutcome.PASSED);
        CodeResult wrong = run("def f(x):\n    return x\n\nassert f(2) == 4, 'two'\n");
        assertThat(wrong.note())
                .isEqualTo("failed an assertion: AssertionError: two (line 4: assert f(2) == 4, 'two')");
        assertThat(run("f(2)").note()).isEqualTo("error: NameError: name 'f' is not defined (line 1: f(2))");
        assertThat(run("def f(:").outcome()).isEqualTo(CodeOutcome.ERROR);
        assertThat(run("input()").note()).contains("EOFError");
    }

    @Test
    void countsAProgramThatEndsBeforeItsTestsAsAnError() throws Exception {
        assertThat(run("import os\nos._exit(0)\nassert False").note())
                .isEqualTo("error: ended with exit code 0 before its tests did");
        assertThat(run("import sys\nsys.exit(0)\nassert False").note()).startsWith("error: SystemExit: 0");
        assertThat(run("print('passed')\nimport os\nos._exit(0)").outcome()).isEqualTo(CodeOutcome.ERROR);
        assertThat(run("import ctypes\nctypes.string_at(0)").note())
                .isEqualTo("error: ended by signal 11 before its tests did");
    }

    @Test
    void hasScratchAndAnEnvironmentOfItsOwn() throws Exception {
        CodeResult result = run("""
            import os, tempfile
            with tempfile.TemporaryFile() as f:
                f.write(b'x')
            open('in-the-working-folder', 'w').close()
            assert os.getcwd() == '/tmp'
            assert set(os.environ) <= {'PATH', 'HOME', 'TMPDIR', 'LANG', 'PWD', 'OLDPWD', 'SHLVL', '_', 'LC_CTYPE',
                'PYTHONHASHSEED', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS'}, set(os.environ)
            assert os.environ['HOME'] == '/tmp'
            """);
        assertThat(result).isEqualTo(new CodeResult(CodeOutcome.PASSED, ""));
    }

    @Test
    void endsAnEndlessLoop() throws Exception {
        assertThat(run("while True: pass", SHORT).note()).startsWith("timed out: ");
        assertThat(run("import time, signal\nsignal.signal(15, signal.SIG_IGN)\ntime.sleep(1000)", SHORT)
                        .outcome())
                .isEqualTo(CodeOutcome.TIMED_OUT);
    }

    @Test
    void endsEndlessOutput() throws Exception {
        assertThat(run("while True: print('x' * 1000)").note()).startsWith("over output: ");
        assertThat(run("import os\nwhile True: os.write(2, b'x' * 1000)").outcome())
                .isEqualTo(CodeOutcome.OVER_OUTPUT);
    }

    @Test
    void endsAMemoryHogAlsoOfManyProcesses() throws Exception {
        assertThat(run("x = bytearray(1 << 30)").note()).isEqualTo("over memory: MemoryError");
        assertThat(run("""
            import os, time
            for i in range(8):
                if os.fork() == 0:
                    hog = bytearray(os.urandom(1 << 20) * 100)
                    time.sleep(100)
            time.sleep(100)
            """).note()).isEqualTo("over memory: more than 256 MiB");
    }

    @Test
    void boundsTheFilesOfTheScratchFolder() throws Exception {
        assertThat(run("""
            import os
            try:
                for i in range(100):
                    with open('f%d' % i, 'wb') as f: f.write(bytes(1 << 20))
            except OSError as full:
                assert i < 17
            else:
                assert False, 'wrote 100 MiB'
            """)).isEqualTo(new CodeResult(CodeOutcome.PASSED, ""));
    }

    @Test
    void leavesNothingOfAForkBomb() throws Exception {
        String mark = mark();
        CodeResult result = run("import os, time, threading\nMARK = '" + mark + "'\n" + """
            import sys
            os.spawnvp(os.P_NOWAIT, sys.executable, [sys.executable, '-c', 'import time; time.sleep(1000)', MARK])
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.01)
            """, SHORT);
        assertThat(result.outcome()).isEqualTo(CodeOutcome.TIMED_OUT);
        assertNoProcess(mark);
    }

    @Test
    void leavesNothingOfADaemon() throws Exception {
        String mark = mark();
        CodeResult result = run("MARK = '" + mark + "'\n" + """
            import os, sys, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for fd in range(64):
                        try: os.close(fd)
                        except OSError: pass
                    os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(1000)', MARK])
                os._exit(0)
            time.sleep(0.5)
            """);
        assertThat(result).isEqualTo(new CodeResult(CodeOutcome.PASSED, ""));
        assertNoProcess(mark);
    }

    @Test
    void reachesNoServerOfTheHost() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            CodeResult result = run("import socket\nsocket.create_connection(('127.0.0.1', " + port + "), 2)");
            assertThat(result.outcome()).isEqualTo(CodeOutcome.ERROR);
            assertThat(run("import socket\nsocket.create_connection(('1.1.1.1', 53), 2)")
                            .outcome())
                    .isEqualTo(CodeOutcome.ERROR);
            assertThat(server.accept()).isNull();
        }
    }

    @Test
    void writesNothingOutside(@TempDir Path folder) throws Exception {
        Path open = Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        String name = "varcas-" + mark();
        CodeResult result = run("NAME = '" + name + "'\nFOLDERS = ['" + open + "', '/var/tmp', '/tmp', '/dev/shm',"
                + " '/usr/local', '/']\n" + """
                import os
                for folder in FOLDERS:
                    try: open(os.path.join(folder, NAME), 'w').close()
                    except OSError: pass
                """);
        assertThat(result.outcome()).isEqualTo(CodeOutcome.PASSED);
        for (String place : List.of(open.toString(), "/var/tmp", "/tmp", "/dev/shm", "/usr/local", "/")) {
            assertThat(Path.of(place, name)).doesNotExist();
        }
    }

    @Test
    void readsNothingOfTheUser(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), mark());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        String places = "['/etc/shadow', '/etc/passwd', '" + System.getProperty("user.home") + "/.profile', '" + secret
                + "', '/proc/" + ProcessHandle.current().pid() + "/environ', '/old/etc/passwd']";
        CodeResult result = run("for place in " + places + ":\n" + """
                try: open(place)
                except OSError: continue
                raise AssertionError(place)
            import os
            try: assert not os.listdir('/old')
            except OSError: pass
            """);
        assertThat(result).isEqualTo(new CodeResult(CodeOutcome.PASSED, ""));
    }

    @Test
    void followsNoLinkOutOfTheScratchFolder() throws Exception {
        String name = "varcas-" + mark();
        CodeResult result = run("NAME = '" + name + "'\n" + """
            import os
            os.symlink('/', 'root')
            os.symlink('../../../../../../var/tmp', 'up')
            os.symlink('/proc/1/root', 'first')
            for link in ('root/var/tmp', 'root/dev/shm/../../var/tmp', 'up', 'first/tmp'):
                try: open(os.path.join(link, NAME), 'w').close()
                except OSError: pass
            try: open('root/etc/shadow')
            except OSError: pass
            else: assert False
            """);
        assertThat(result).isEqualTo(new CodeResult(CodeOutcome.PASSED, ""));
        assertThat(Path.of("/var/tmp", name)).doesNotExist();
        assertThat(Path.of("/tmp", name)).doesNotExist();
    }

    @Test
    void signalsNoProcessOfTheHost() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "1000").start();
        try {
            CodeResult result = run("PIDS = [" + bystander.pid() + ", "
                    + ProcessHandle.current().pid() + "]\n" + """
                    import os, signal
                    for pid in PIDS + [os.getppid(), 1, -1]:
                        for name in (signal.SIGTERM, signal.SIGKILL):
                            try: os.kill(pid, name)
                            except OSError: pass
                    """);
            assertThat(result.outcome()).isNotEqualTo(CodeOutcome.SANDBOX_FAULT);
            assertThat(bystander.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void hasNoRightsToGain() throws Exception {
        assertThat(run("""
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            assert os.getuid() not in (0, -1) and os.getgid() != 0
            assert libc.prctl(39, 0, 0, 0, 0) == 1, 'no_new_privs'
            for call in (lambda: os.setuid(0), lambda: os.chroot('/tmp'), lambda: os.mknod('/tmp/d', 0o60666, 0x800)):
                try: call()
                except OSError: pass
                else: assert False, call
            assert libc.umount2(b'/old', 2) != 0
            assert libc.mount(b'none', b'/tmp', b'tmpfs', 0, b'') != 0
            """)).isEqualTo(new CodeResult(CodeOutcome.PASSED, ""));
    }

    @Test
    void endsTheProgramWithTheCallerThatIsInterrupted() throws Exception {
        String mark = mark();
        PythonSandbox python = python(LIMITS);
        Thread caller = new Thread(
                () -> assertThatThrownBy(() -> python.run(waiting(mark))).isInstanceOf(InterruptedException.class));
        caller.start();
        while (processes(mark).isEmpty() && caller.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        caller.interrupt();
        caller.join();
        assertNoProcess(mark);
    }

    private static String waiting(String mark) {
        return "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(1000)', '"
                + mark + "'])";
    }

    private CodeResult run(String program) throws Exception {
        return run(program, LIMITS);
    }

    private CodeResult run(String program, SandboxLimits limits) throws Exception {
        return python(limits).run(program);
    }

    private PythonSandbox python(SandboxLimits limits) throws Exception {
        Object found = FOUND.computeIfAbsent(sandbox + " " + limits, key -> find(limits));
        assumeTrue(found instanceof PythonSandbox, found::toString);
        return (PythonSandbox) found;
    }

    private Object find(SandboxLimits limits) {
        try {
            return PythonSandbox.find(List.of(sandbox), "python3", limits);
        } catch (SandboxException none) {
            return String.valueOf(none.getMessage());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String mark() {
        return UUID.randomUUID().toString();
    }

    private static List<String> processes(String mark) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(folder -> commandLine(folder).contains("\0" + mark))
                    .map(Path::toString)
                    .toList();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String commandLine(Path folder) {
        try {
            return Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return "";
        }
    }

    private static void assertNoProcess(String mark) throws InterruptedException {
        for (int look = 0; look < 100 && !processes(mark).isEmpty(); look++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(processes(mark)).isEmpty();
    }
}
