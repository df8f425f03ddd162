package io.varcas.fork;

import io.varcas.validation.FailureText;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Main class of a forked load generator; launched by {@link ForkProcess}, not by people. */
final class ForkMain {

    private static final int MOST_CALLS = 3;
    private static final int BEAT_MILLIS = 1_000;

    private ForkMain() {}

    public static void main(String[] args) throws IOException {
        BufferedReader stdin = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String call = stdin.readLine();
        if (call == null || !call.matches("\\d+ \\w+")) {
            throw new IllegalStateException("this class is started by the launcher; run io.varcas.cli.Main instead");
        }
        String[] words = call.split(" ", -1);
        int port = Integer.parseInt(words[0]);
        LinkMessage hello = LinkMessage.Hello.here(words[1]);
        for (int attempt = 1; !serve(port, hello); attempt++) {
            if (attempt == MOST_CALLS) {
                throw new IOException("the launcher does not take the call");
            }
        }
        System.exit(0); // user code may have left threads behind
    }

    /** Serves a launcher; returns whether it took the call: one that came in too slowly is dropped like a stranger's. */
    private static boolean serve(int port, LinkMessage hello) throws IOException {
        try (Link link = new Link(new Socket(InetAddress.getLoopbackAddress(), port))) {
            link.send(hello);
            LinkMessage first;
            try {
                first = link.receive();
            } catch (EOFException dropped) {
                return false;
            }
            if (first instanceof LinkMessage.Begin begin) {
                CountDownLatch told = new CountDownLatch(1);
                try {
                    link.send(serve(begin.task(), link, told));
                } finally {
                    told.countDown();
                }
            }
            return true;
        }
    }

    private static LinkMessage serve(ForkTask task, Link link, CountDownLatch told) {
        LocalFork fork = new LocalFork();
        CompletableFuture<Instant> start = new CompletableFuture<>();
        Thread ear = new Thread(() -> listen(link, fork, start), "varcas-fork-link");
        ear.setDaemon(true);
        ear.start();
        Thread pulse = new Thread(() -> beat(link), "varcas-fork-pulse");
        pulse.setDaemon(true);
        pulse.start();
        Thread hook = new Thread(() -> stopAndWait(fork, told), "varcas-fork-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return new LinkMessage.Finished(fork.run(task, new LinkEvents(link, start)));
        } catch (ForkException failure) {
            return new LinkMessage.Failed(
                    String.valueOf(failure.getMessage()), String.join("\n", failure.stderrTail()));
        } catch (RuntimeException | Error bug) {
            return new LinkMessage.Failed(FailureText.of(bug), String.join("\n", Traces.of(bug)));
        } finally {
            fork.close();
        }
    }

    /** Ends the load when the launcher says so, or is gone. */
    private static void listen(Link link, LocalFork fork, CompletableFuture<Instant> start) {
        try {
            LinkMessage message = link.receive();
            while (!(message instanceof LinkMessage.Stop)) {
                if (message instanceof LinkMessage.Go go) {
                    start.complete(go.at());
                }
                message = link.receive();
            }
        } catch (IOException gone) {
            // Nobody is left to measure for; what is on disk stays.
        }
        fork.stop();
        start.complete(Instant.now()); // the load sees that it was stopped
    }

    /** Gives a sign of life each second, whatever the fork does meanwhile. */
    private static void beat(Link link) {
        try {
            while (true) {
                Thread.sleep(BEAT_MILLIS);
                link.send(new LinkMessage.Alive());
            }
        } catch (IOException gone) {
            // The link thread sees it as well.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the load and waits until the launcher was told how it ended: when this returns, the JVM halts. */
    private static void stopAndWait(LocalFork fork, CountDownLatch told) {
        fork.stop();
        try {
            told.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes events on; a launcher that is gone ends the load by other ways. */
    private record LinkEvents(Link link, CompletableFuture<Instant> start) implements ForkEvents {

        @Override
        public void windowEnded(WindowProgress progress) {
            send(new LinkMessage.WindowEnded(progress));
        }

        @Override
        public void live(LiveProgress progress) {
            send(new LinkMessage.Live(progress));
        }

        @Override
        public void output(String line) {
            throw new IllegalStateException("a fork's output goes through its pipes");
        }

        @Override
        public Instant awaitStart() throws InterruptedException {
            send(new LinkMessage.Ready());
            try {
                return start.get();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("the start is only ever completed with a time", impossible);
            }
        }

        private void send(LinkMessage message) {
            try {
                link.send(message);
            } catch (IOException gone) {
                // The link thread sees it as well, and ends the load.
            }
        }
    }
}
