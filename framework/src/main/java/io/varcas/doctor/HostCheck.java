package io.varcas.doctor;

import java.util.List;
import java.util.Optional;

/**
 * The result of one check.
 *
 * @param name name, dotted, general to special
 * @param found what was found, in one line; why it is not known for {@link Severity#UNKNOWN}
 * @param wanted what is wanted; empty if any value is right
 * @param severity how they compare
 * @param reason why it matters
 * @param remedy what to run, or to do; absent if nothing is to be done
 * @param changes what {@code --apply} writes; empty if that is not safe or not needed
 */
public record HostCheck(
        String name,
        String found,
        String wanted,
        Severity severity,
        String reason,
        Optional<String> remedy,
        List<FileChange> changes) {

    /** Copies the changes. */
    public HostCheck {
        changes = List.copyOf(changes);
    }

    static HostCheck ok(String name, String found, String wanted, String reason) {
        return new HostCheck(name, found, wanted, Severity.OK, reason, Optional.empty(), List.of());
    }

    static HostCheck recorded(String name, String found, String reason) {
        return new HostCheck(name, found, "", Severity.RECORDED, reason, Optional.empty(), List.of());
    }

    static HostCheck unknown(String name, String why, String wanted, String reason) {
        return new HostCheck(name, why, wanted, Severity.UNKNOWN, reason, Optional.empty(), List.of());
    }

    static HostCheck wrong(
            Severity severity,
            String name,
            String found,
            String wanted,
            String reason,
            String remedy,
            FileChange... changes) {
        return new HostCheck(name, found, wanted, severity, reason, Optional.of(remedy), List.of(changes));
    }
}
