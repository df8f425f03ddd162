package io.varcas.simulator;

import io.varcas.validation.Violations;
import java.util.List;
import java.util.Optional;

/**
 * The injected faults of a simulator, and their frequency.
 *
 * @param faults what it does wrong with a request it picks
 * @param every which requests it picks: each so many-th, counted from the first that arrives; 1 for all
 */
public record Misbehaviour(List<InjectedFault> faults, int every) {

    /** Nothing wrong. */
    public static final Misbehaviour NONE = new Misbehaviour(List.of(), 1);

    /**
     * Copies the faults.
     *
     * @throws IllegalArgumentException if {@code every} is below 1
     */
    public Misbehaviour {
        faults = List.copyOf(faults);
        Violations.in("misbehaviour")
                .atLeast(1, "fault-every", every, "requests")
                .raise();
    }

    /** Returns one that does this wrong with every request. */
    public static Misbehaviour of(InjectedFault... faults) {
        return new Misbehaviour(List.of(faults), 1);
    }

    /**
     * Returns what goes wrong with a request.
     *
     * @param number place of the request in the order of arrival, from 1
     */
    List<InjectedFault> with(long number) {
        return number % every == 0 ? faults : List.of();
    }

    /** Returns the fault that concerns the engine and not a request, if there is one. */
    Optional<InjectedFault.Freeze> freeze() {
        return faults.stream()
                .filter(InjectedFault.Freeze.class::isInstance)
                .map(InjectedFault.Freeze.class::cast)
                .findFirst();
    }
}
