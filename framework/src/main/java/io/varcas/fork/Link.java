package io.varcas.fork;

import io.varcas.load.Share;
import io.varcas.metric.Span;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A line between launcher and fork: tagged frames over a loopback socket. Sending is safe from any thread; one thread receives. */
final class Link implements Closeable {

    private static final int WITHIN_MESSAGE_MILLIS = 30_000;
    private static final int LONGEST_GREETING = 4_096;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Link(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    synchronized void send(LinkMessage message) throws IOException {
        if (message instanceof LinkMessage.Hello hello) {
            out.writeByte('H');
            text(hello.token());
            text(hello.jdkVersion());
            text(hello.vmName());
            text(hello.vmVersion());
        } else if (message instanceof LinkMessage.Begin begin) {
            out.writeByte('B');
            task(begin.task());
        } else if (message instanceof LinkMessage.Ready) {
            out.writeByte('R');
        } else if (message instanceof LinkMessage.Go go) {
            Instant at = go.at();
            out.writeByte('G');
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
        } else if (message instanceof LinkMessage.Stop) {
            out.writeByte('S');
        } else if (message instanceof LinkMessage.WindowEnded ended) {
            out.writeByte('W');
            window(ended.progress());
        } else if (message instanceof LinkMessage.Live live) {
            out.writeByte('L');
            out.writeDouble(live.progress().elapsedSeconds());
            out.writeLong(live.progress().inFlight());
            out.writeLong(live.progress().completed());
            out.writeLong(live.progress().failed());
        } else if (message instanceof LinkMessage.Alive) {
            out.writeByte('A');
        } else if (message instanceof LinkMessage.Finished finished) {
            out.writeByte('F');
            end(finished.end());
        } else if (message instanceof LinkMessage.Failed failed) {
            out.writeByte('X');
            text(failed.message());
            text(failed.trace());
        }
        out.flush();
    }

    /**
     * Waits for the next message.
     *
     * @throws java.io.EOFException if the other side is gone
     * @throws IOException if the line broke or the other side does not speak this language
     */
    LinkMessage receive() throws IOException {
        return rest(in.readByte());
    }

    /**
     * Waits for the next message for a while.
     *
     * @param millis how long
     * @return the message; empty if none has begun in that time
     * @throws IOException if the line broke, the other side does not speak this language, or fell silent within a message
     */
    Optional<LinkMessage> receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte tag;
        try {
            tag = in.readByte();
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        }
        socket.setSoTimeout(WITHIN_MESSAGE_MILLIS);
        return Optional.of(rest(tag));
    }

    /**
     * Waits for the first message of a fork.
     *
     * @throws IOException if something else comes, or more than a greeting holds
     */
    LinkMessage.Hello receiveHello() throws IOException {
        if (in.readByte() != 'H') {
            throw new IOException("no greeting of a fork");
        }
        return new LinkMessage.Hello(shortText(), shortText(), shortText(), shortText());
    }

    private LinkMessage rest(byte tag) throws IOException {
        return switch (tag) {
            case 'H' -> new LinkMessage.Hello(text(), text(), text(), text());
            case 'B' -> new LinkMessage.Begin(task());
            case 'R' -> new LinkMessage.Ready();
            case 'G' -> new LinkMessage.Go(Instant.ofEpochSecond(in.readLong(), in.readInt()));
            case 'S' -> new LinkMessage.Stop();
            case 'W' -> new LinkMessage.WindowEnded(window());
            case 'L' ->
                new LinkMessage.Live(new LiveProgress(in.readDouble(), in.readLong(), in.readLong(), in.readLong()));
            case 'A' -> new LinkMessage.Alive();
            case 'F' -> new LinkMessage.Finished(end());
            case 'X' -> new LinkMessage.Failed(text(), text());
            default -> throw new IOException("a frame tagged " + tag + " is not of this link");
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void task(ForkTask task) throws IOException {
        text(task.workload());
        out.writeInt(task.params().size());
        for (Map.Entry<String, String> param : task.params().entrySet()) {
            text(param.getKey());
            text(param.getValue());
        }
        out.writeInt(task.settings().size());
        for (Map.Entry<String, ResolvedSettings.Value> setting : task.settings().entrySet()) {
            text(setting.getKey());
            text(setting.getValue().text());
            text(setting.getValue().layer().name());
        }
        text(task.target());
        text(task.model());
        out.writeLong(task.seed());
        out.writeLong(task.texts());
        text(task.folder().toString());
        out.writeInt(task.profilers().size());
        for (String profiler : task.profilers()) {
            text(profiler);
        }
        out.writeInt(task.share().number());
        out.writeInt(task.share().count());
    }

    private ForkTask task() throws IOException {
        String workload = text();
        Map<String, String> params = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            params.put(text(), text());
        }
        Map<String, ResolvedSettings.Value> settings = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            settings.put(text(), new ResolvedSettings.Value(text(), Layer.valueOf(text())));
        }
        String target = text();
        String model = text();
        long seed = in.readLong();
        long texts = in.readLong();
        Path folder = Path.of(text());
        List<String> profilers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            profilers.add(text());
        }
        return new ForkTask(
                workload,
                params,
                settings,
                target,
                model,
                seed,
                texts,
                folder,
                profilers,
                new Share(in.readInt(), in.readInt()));
    }

    private void end(ForkEnd end) throws IOException {
        out.writeLong(end.startedAt().toEpochMilli());
        out.writeBoolean(end.interrupted());
        out.writeLong(end.ranOutNanos().orElse(-1));
        out.writeInt(end.measured().size());
        for (Span span : end.measured()) {
            out.writeLong(span.startNanos());
            out.writeLong(span.endNanos());
        }
        out.writeInt(end.neverMade().size());
        for (long count : end.neverMade()) {
            out.writeLong(count);
        }
    }

    private ForkEnd end() throws IOException {
        Instant startedAt = Instant.ofEpochMilli(in.readLong());
        boolean interrupted = in.readBoolean();
        long ranOut = in.readLong();
        List<Span> measured = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            measured.add(new Span(in.readLong(), in.readLong()));
        }
        List<Long> neverMade = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            neverMade.add(in.readLong());
        }
        return new ForkEnd(
                startedAt,
                measured,
                neverMade,
                interrupted,
                ranOut < 0 ? OptionalLong.empty() : OptionalLong.of(ranOut));
    }

    private void window(WindowProgress progress) throws IOException {
        out.writeInt(progress.window());
        out.writeDouble(progress.seconds());
        out.writeLong(progress.completed());
        out.writeLong(progress.failed());
        out.writeLong(progress.inFlight());
        out.writeLong(progress.textEvents());
        out.writeDouble(progress.meanTtftMillis());
    }

    private WindowProgress window() throws IOException {
        return new WindowProgress(
                in.readInt(),
                in.readDouble(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble());
    }

    /** Texts are length and bytes: {@code writeUTF} ends at 64 KiB. */
    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private String shortText() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_GREETING) {
            throw new IOException("no greeting of a fork");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
