package io.varcas.transport.tls;

import io.varcas.validation.FailureText;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * TLS options: the trusted certificates and the client certificate.
 *
 * @param trusted PEM file of certificates to trust instead of the JVM's own
 * @param certificate PEM file of the client's own certificate and those between it and its authority
 * @param key PEM file of the private key of that certificate
 * @param insecure whether any certificate of a server is accepted, for any name
 */
public record TlsOptions(Optional<Path> trusted, Optional<Path> certificate, Optional<Path> key, boolean insecure) {

    /** The JVM's own certificates, and none of the client's. */
    public static final TlsOptions USUAL = new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /**
     * Checks that they do not contradict each other.
     *
     * @throws IllegalArgumentException if they do; one line
     */
    public TlsOptions {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "a client certificate needs both its file and that of its private key (-cert FILE -key FILE)");
        }
        if (insecure && trusted.isPresent()) {
            throw new IllegalArgumentException(
                    "--insecure trusts every certificate and -cacert some; give one of the two");
        }
    }

    /**
     * Returns the context that connections are made in; empty for the JVM's own.
     *
     * @throws IllegalArgumentException if a file cannot be read; one line
     */
    public Optional<SSLContext> context() {
        if (equals(USUAL)) {
            return Optional.empty();
        }
        try {
            TrustManager[] trust = insecure
                    ? new TrustManager[] {new TrustAnyone()}
                    : trusted.map(TrustedCertificates::managers).orElse(null);
            KeyManager[] own = certificate.isPresent() && key.isPresent()
                    ? ClientCertificate.managers(certificate.get(), key.get())
                    : null;
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trust, null);
            return Optional.of(context);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("TLS cannot be set up: " + FailureText.of(unusable), unusable);
        }
    }
}
