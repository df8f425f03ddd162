package io.varcas.simulator;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes ids of responses: 16 hexadecimal digits, as vLLM's; chance without a seed, because ids must differ between
 * servers too.
 */
final class ResponseIds {

    private ResponseIds() {}

    static String next() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
