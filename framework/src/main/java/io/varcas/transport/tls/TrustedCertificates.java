package io.varcas.transport.tls;

import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the certificates of a file. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Reads certificates.
     *
     * @param file one or more X.509 certificates, PEM or DER
     * @throws IllegalArgumentException if it cannot be read or holds none
     */
    static Collection<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("certificate file " + file + " contains no certificate");
            }
            return certificates;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /**
     * Returns trust in the certificates of a file, and in no others.
     *
     * @throws IllegalArgumentException if it cannot be read or holds none
     */
    static TrustManager[] managers(Path file) {
        Collection<? extends Certificate> certificates = read(file);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust.getTrustManagers();
        } catch (IOException | GeneralSecurityException unusable) {
            throw unreadable(file, unusable);
        }
    }

    private static IllegalArgumentException unreadable(Path file, Exception why) {
        return new IllegalArgumentException(
                "certificate file " + file + " cannot be read: " + FailureText.reason(why), why);
    }
}
