package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/** A command of the predictions, run in this JVM, with all that it printed. */
final class CommandRun {

    static final String H100 = "--instance p5.4xlarge --check 0";

    private CommandRun() {}

    record Said(int exit, String out, String err) {}

    static Said run(String line, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = Stream.concat(Arrays.stream(line.split(" ")), Arrays.stream(more))
                .toArray(String[]::new);
        int exit = Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Said(exit, out.toString(), err.toString());
    }

    static JsonNode json(String line) throws IOException {
        return new JsonMapper().readTree(run(line + " -rf json").out());
    }
}
