package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of a report on sizing that was asked for beside the machines.
 *
 * @param lines as text, with an empty line before
 * @param json adds it to the root of the JSON
 */
record Section(List<String> lines, Consumer<ObjectNode> json) {}
