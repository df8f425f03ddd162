package io.varcas.profiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A shell script in place of a tool; it notes how it was called. */
public final class StubTool {

    private final Path script;
    private final Path calls;

    /**
     * Writes the script.
     *
     * @param folder where it lies
     * @param body what it does, in sh; {@code $1} is its first argument
     */
    public StubTool(Path folder, String name, String body) throws IOException {
        script = folder.resolve(name);
        calls = folder.resolve(name + ".calls");
        Files.writeString(script, "#!/bin/sh\necho \"$*\" >> '" + calls + "'\ncd '" + folder + "'\n" + body + "\n");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " cannot be made executable");
        }
    }

    /** Returns the path of the script. */
    public String path() {
        return script.toString();
    }

    /** Returns the arguments of each call. */
    public List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }
}
