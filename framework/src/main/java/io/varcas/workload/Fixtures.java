package io.varcas.workload;

/** Runs the tear-down methods of a workload; generated code calls it where there are several. */
public final class Fixtures {

    /** A method of the user's class. */
    @FunctionalInterface
    public interface Fixture {

        /**
         * Calls it.
         *
         * @throws Exception the exception of the method
         */
        void run() throws Exception;
    }

    private Fixtures() {}

    /**
     * Runs all of them in their order. A failure does not stop the others, because each closes a resource.
     *
     * @param fixtures the methods
     * @throws Exception the exception of the first method that failed; later exceptions are suppressed in it
     */
    public static void runAll(Fixture... fixtures) throws Exception {
        Exception first = null;
        for (Fixture fixture : fixtures) {
            try {
                fixture.run();
            } catch (Exception failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
