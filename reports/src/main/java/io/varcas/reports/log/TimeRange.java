package io.varcas.reports.log;

/**
 * A stretch of a trial's time: a window, or what lies around the windows.
 *
 * @param kind what it is for
 * @param fork fork it belongs to, from 0
 * @param index its place among the stretches of that kind in the fork, from 0
 * @param fromSeconds begin, on the time axis of the trial
 * @param toSeconds end, likewise
 */
public record TimeRange(Kind kind, int fork, int index, double fromSeconds, double toSeconds) {

    /** The phase that a time range belongs to. */
    public enum Kind {
        /** Load that does not count. */
        WARMUP("warm-up"),
        /** Load that counts. */
        MEASURED("measured"),
        /** No more requests are due; responses are waited for. */
        DRAIN("drain");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the word in reports. */
        public String label() {
            return label;
        }
    }
}
