package io.varcas.setting;

import io.varcas.setting.type.SettingType;
import java.util.List;
import java.util.Optional;

/** The settings of how the client presents itself to a server, and whom it trusts. No secret is in them. */
public final class ConnectionSettings {

    /** Headers of every request, whose values may name variables of the environment. */
    public static final Setting<List<String>> HEADERS = new Setting<>(
            "http.headers",
            SettingType.texts(),
            Optional.of(List.of()),
            Optional.empty(),
            "headers of every request, each NAME=VALUE; ${VARIABLE} in a value is taken from the environment"
                    + " (-header)");

    /** Certificates to trust. */
    public static final Setting<String> TRUSTED = file("tls.trusted", "PEM file of certificates to trust (-cacert)");

    /** The client's certificate. */
    public static final Setting<String> CERTIFICATE =
            file("tls.certificate", "PEM file of the client certificate (-cert)");

    /** Its key. */
    public static final Setting<String> KEY =
            file("tls.key", "PEM file of the client certificate's private key (-key)");

    /** Acceptance of any server certificate. */
    public static final Setting<Boolean> INSECURE = new Setting<>(
            "tls.insecure",
            SettingType.onOff(),
            Optional.of(false),
            Optional.empty(),
            "accept any certificate of the server; for test servers only (--insecure)");

    /** Release that the server must be of. */
    public static final Setting<String> RELEASE = new Setting<>(
            "server.release",
            SettingType.text(),
            Optional.empty(),
            Optional.empty(),
            "release that the server must report as its version; a run against another one is rejected");

    private static final List<Setting<?>> ALL = List.of(HEADERS, TRUSTED, CERTIFICATE, KEY, INSECURE, RELEASE);

    private ConnectionSettings() {}

    /** Returns all of them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    private static Setting<String> file(String name, String meaning) {
        return new Setting<>(name, SettingType.text(), Optional.empty(), Optional.empty(), meaning);
    }
}
