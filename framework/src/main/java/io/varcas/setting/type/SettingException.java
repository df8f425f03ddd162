package io.varcas.setting.type;

/** Thrown for a wrong name or value of a setting; the message is one line for the user. */
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
