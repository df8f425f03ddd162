package io.varcas.result.identity;

import io.varcas.client.ServedModel;
import io.varcas.client.ServerFacts;
import io.varcas.client.ServerRoute;
import java.util.Map;
import java.util.Optional;

/** Puts together the identity of a server from its routes and from the log of its start. */
public final class ServerIdentityReader {

    private ServerIdentityReader() {}

    /**
     * Reads it.
     *
     * @param facts what the server's routes report
     * @param model name by which requests ask for the model
     * @param log log of its start, if there is one
     * @param command flags of the command that launched it, which count if the log has none
     * @param machine what its machine tells of itself, such as {@link HostGpus} for a server on this one; empty if that is not known
     */
    public static ServerIdentity read(
            ServerFacts facts,
            String model,
            Optional<StartLog> log,
            Optional<ServerFlags> command,
            Map<ServerProperty, String> machine) {
        ServerIdentity.Builder identity = ServerIdentity.builder();
        facts.version().ifPresent(version -> identity.add(ServerProperty.VERSION, FactSource.VERSION, version));
        facts.models().stream()
                .filter(served -> served.id().equals(model))
                .findFirst()
                .ifPresent(served -> add(served, identity));
        facts.page(ServerRoute.METRICS).ifPresent(page -> CacheConfig.add(page, identity));
        facts.page(ServerRoute.SERVER_INFO).ifPresent(page -> ServerInfo.add(page, identity));
        command.ifPresent(identity::flags);
        log.ifPresent(lines -> add(lines, identity));
        machine.forEach((property, value) -> identity.add(property, FactSource.HOST, value));
        return identity.build();
    }

    private static void add(ServedModel served, ServerIdentity.Builder identity) {
        served.root().ifPresent(root -> identity.add(ServerProperty.MODEL, FactSource.MODELS, root));
        served.maxModelLength()
                .ifPresent(tokens -> identity.add(ServerProperty.CONTEXT, FactSource.MODELS, String.valueOf(tokens)));
    }

    private static void add(StartLog log, ServerIdentity.Builder identity) {
        if (log.isEmpty()) {
            identity.remark("the given server log has no line of a vLLM start, such as \"non-default args: {...}\"");
        }
        log.facts().forEach((property, value) -> identity.add(property, FactSource.LOG, value));
        log.flags().ifPresent(identity::flags);
    }
}
