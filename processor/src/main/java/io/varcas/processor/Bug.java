package io.varcas.processor;

import io.varcas.processor.check.Message;

/**
 * A fault of ours as one line, without a stack trace: what the user can do about it is to report it.
 *
 * @param processor the processor that failed
 * @param subject what it was busy with
 * @param cause what it threw
 */
record Bug(Class<?> processor, String subject, Throwable cause) {

    String line() {
        return Message.INT001.line(values());
    }

    Object[] values() {
        StackTraceElement[] trace = cause.getStackTrace();
        String place = trace.length == 0 ? "an unknown place" : trace[0].toString();
        return new Object[] {processor.getName(), subject, cause + " at " + place};
    }
}
