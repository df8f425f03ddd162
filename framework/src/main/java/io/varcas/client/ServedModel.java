package io.varcas.client;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model that a server lists.
 *
 * @param id name by which requests ask for it
 * @param maxModelLength tokens of prompt and output together that it can hold, if the server says so
 * @param root model behind that name: a name on a hub or a folder at the server, if the server says so
 */
public record ServedModel(String id, OptionalInt maxModelLength, Optional<String> root) {}
