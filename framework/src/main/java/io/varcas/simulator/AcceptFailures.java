package io.varcas.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/**
 * Reports connections that cannot be accepted, usually for lack of file descriptors. Netty's own handler then pauses
 * for a second and accepts them. The first one is told, as thousands may follow.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private final Consumer<String> problems;
    private boolean told;

    AcceptFailures(Consumer<String> problems) {
        this.problems = problems;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!told) {
            told = true;
            problems.accept("the simulator cannot take all connections at once, which are late for it: "
                    + cause.getMessage() + " (see ulimit -n)");
        }
    }
}
