package io.varcas.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One thread that waits for what arrives on many connections, reads it where it arrives, and calls their listeners. */
final class SocketLoop {

    /** How often it looks after what is idle or connects for too long. */
    private static final long TICK_MILLIS = 500;

    private static final int READ_SIZE = 64 << 10;

    private final Selector selector;
    private final Thread thread;
    private final Runnable tick;
    private final Breakage breakage;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Consumer<SelectionKey> ready = SocketLoop::ready;
    private final ByteBuffer arriving = ByteBuffer.allocateDirect(READ_SIZE);
    private final ByteBuffer received = ByteBuffer.allocate(READ_SIZE);
    private boolean closing;
    private boolean over;

    /**
     * Starts a loop.
     *
     * @param name name of its thread
     * @param tick called on it twice a second
     * @param breakage hears what ends the loop before its time
     */
    static SocketLoop start(String name, Runnable tick, Breakage breakage) {
        SocketLoop loop = new SocketLoop(name, tick, breakage);
        loop.thread.start();
        return loop;
    }

    private SocketLoop(String name, Runnable tick, Breakage breakage) {
        this.tick = tick;
        this.breakage = breakage;
        try {
            selector = Selector.open();
        } catch (IOException exhausted) {
            throw new UncheckedIOException("no selector: " + exhausted.getMessage(), exhausted);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Reads what has arrived on a channel; on this loop's thread. Read straight into an array, the JDK would look for a buffer like this
     * loop's own each time.
     *
     * @return number of bytes; negative at the end of the connection
     */
    int receive(SocketChannel channel) throws IOException {
        int count = channel.read(arriving.clear());
        received.clear().put(arriving.flip()).flip();
        return count;
    }

    /** Returns the bytes received last, in an array; valid on this loop's thread until it receives again. */
    ByteBuffer received() {
        return received;
    }

    /** Returns whether what was received last filled the buffer, so that more may have arrived. */
    boolean isFull() {
        return received.limit() == received.capacity();
    }

    Selector selector() {
        return selector;
    }

    /** Runs a task on the loop's thread, after those that came before; returns false if the loop has ended. */
    boolean execute(Runnable task) {
        synchronized (tasks) {
            if (over) {
                return false;
            }
            tasks.add(task);
        }
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
        return true;
    }

    /** Closes every connection, and ends; waits for that, unless it is called by the loop itself. */
    void close() {
        boolean unused = execute(() -> closing = true);
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        long ticked = System.nanoTime();
        while (!closing) {
            try {
                selector.select(ready, TICK_MILLIS);
                if (System.nanoTime() - ticked >= TICK_MILLIS * 1_000_000) {
                    ticked = System.nanoTime();
                    connections().forEach(SocketConnection::tick);
                    tick.run();
                }
                runTasks();
            } catch (Throwable broken) {
                breakage.report(broken);
                closing = true; // nothing more can arrive: what is open ends as broken
            }
        }
        synchronized (tasks) {
            over = true;
        }
        try {
            runTasks();
            connections().forEach(SocketConnection::transportClosed);
        } catch (Throwable broken) {
            breakage.report(broken);
        }
        try {
            selector.close();
        } catch (IOException broken) {
            // there is nothing left in it
        }
    }

    private void runTasks() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
            }
            if (task == null) {
                return;
            }
            task.run();
        }
    }

    private List<SocketConnection> connections() {
        List<SocketConnection> connections = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            connections.add((SocketConnection) key.attachment());
        }
        return connections;
    }

    private static void ready(SelectionKey key) {
        ((SocketConnection) key.attachment()).ready(key.readyOps());
    }
}
