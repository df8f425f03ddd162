package io.varcas.simulator;

import java.util.Arrays;
import java.util.List;

/**
 * Sends a response in one piece with what is wrong that can be wrong with it; the faults of a stream leave it alone.
 */
final class FaultyReply {

    private static final String JSON = "application/json";

    private FaultyReply() {}

    static void send(Exchange exchange, byte[] body, List<InjectedFault> faults, String... headers) {
        for (InjectedFault fault : faults) {
            if (fault instanceof InjectedFault.ErrorAfter) {
                RequestFault refused = RequestFault.internal(500, FaultyStream.TOLD_TO_FAIL);
                exchange.reply(refused.status(), JSON, refused.body(), headers);
                return;
            }
            if (fault instanceof InjectedFault.NotJsonAfter) {
                exchange.reply(200, JSON, Arrays.copyOf(body, body.length / 2), headers);
                return;
            }
            if (fault instanceof InjectedFault.DisconnectAfter || fault instanceof InjectedFault.ResetAfter) {
                exchange.replyHalf(200, JSON, body, headers);
                if (fault instanceof InjectedFault.ResetAfter) {
                    exchange.reset();
                } else {
                    exchange.disconnect();
                }
                return;
            }
        }
        exchange.reply(200, JSON, body, headers);
    }
}
