package io.varcas.workload;

/** An object of the user's class, for one fork; generated code calls its methods directly. */
public interface WorkloadInstance {

    /**
     * Assigns a parameter field.
     *
     * @param name name of the field
     * @param value value as written; it was checked at compile time or on the command line
     * @throws IllegalArgumentException if there is no such field or the value does not parse
     */
    void set(String name, String value);

    /**
     * Runs the set-up methods, the superclass's first.
     *
     * @throws Exception the exception of a method
     */
    void setUp() throws Exception;

    /**
     * Runs the tear-down methods, the superclass's last.
     *
     * @throws Exception the exception of a method
     */
    void tearDown() throws Exception;

    /**
     * Writes the prompt of a request.
     *
     * @param context index, lengths and turn of the request
     * @throws Exception the exception of the user's method
     */
    ChatPrompt prompt(PromptContext context) throws Exception;
}
