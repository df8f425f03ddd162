package io.varcas.setting.type;

/** Says that a user gave a setting a name or a value it cannot have; the message is one line for that user. */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the fault.
     *
     * @param message what is wrong, the value, the rule and the nearest right value
     */
    public SettingException(String message) {
        super(message);
    }

    /**
     * Creates the fault.
     *
     * @param message what is wrong, the value, the rule and the nearest right value
     * @param cause what it came from
     */
    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
