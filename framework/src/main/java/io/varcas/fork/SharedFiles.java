package io.varcas.fork;

import io.varcas.dataset.TraceMerge;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestLogWriter;
import io.varcas.request.PromptStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes of the files of several clients those that one client would have left. */
public final class SharedFiles {

    private SharedFiles() {}

    /**
     * Merges.
     *
     * @param folder where one client's files would be
     * @param clients folders of the clients; removed
     */
    public static void merge(Path folder, List<Path> clients) throws IOException {
        try (RequestLogWriter log = RequestLogWriter.open(folder.resolve(ForkFolder.REQUESTS))) {
            for (Path client : clients) {
                Path own = client.resolve(ForkFolder.REQUESTS);
                if (Files.exists(own)) {
                    RequestLogReader.read(own, log);
                    Files.delete(own);
                }
            }
        }
        List<Path> traces = clients.stream()
                .map(client -> client.resolve(ForkTrace.FILE))
                .filter(Files::exists)
                .toList();
        if (!traces.isEmpty()) {
            TraceMerge.merge(traces, folder.resolve(ForkTrace.FILE));
            for (Path trace : traces) {
                Files.delete(trace);
            }
        }
        PromptStatistics prompts = new PromptStatistics();
        for (Path client : clients) {
            ForkPrompts.take(client).ifPresent(prompts::add);
        }
        ForkPrompts.write(folder, prompts);
        for (Path client : clients) {
            moveUp(client, folder);
        }
    }

    /** Moves what else a client left, where the folder does not have it yet: all clients read the same data. */
    private static void moveUp(Path client, Path folder) throws IOException {
        if (!Files.exists(client)) {
            return;
        }
        try (Stream<Path> files = Files.list(client)) {
            for (Path file : files.toList()) {
                Path place = folder.resolve(file.getFileName());
                if (Files.exists(place)) {
                    Files.delete(file);
                } else {
                    Files.move(file, place);
                }
            }
        }
        Files.delete(client);
    }
}
