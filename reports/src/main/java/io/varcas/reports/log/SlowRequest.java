package io.varcas.reports.log;

import io.varcas.record.RequestRecord;
import java.util.OptionalDouble;

/**
 * A request worth looking at.
 *
 * @param fork its fork, from 0
 * @param request the request
 * @param ttftMillis its TTFT, if it had text
 * @param e2eMillis its E2E latency, likewise
 * @param stallMillis its longest gap, if it had two chunks with text
 */
public record SlowRequest(
        int fork,
        RequestRecord request,
        OptionalDouble ttftMillis,
        OptionalDouble e2eMillis,
        OptionalDouble stallMillis) {}
