package io.varcas.transport.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** The certificate by which the client shows a server who it is. */
final class ClientCertificate {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private ClientCertificate() {}

    /**
     * Reads a certificate and its key.
     *
     * @throws IllegalArgumentException if one cannot be read; one line
     */
    static KeyManager[] managers(Path certificate, Path key) {
        Collection<? extends Certificate> chain = TrustedCertificates.read(certificate);
        char[] nothing = new char[0];
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("client", privateKey(key), nothing, chain.toArray(new Certificate[0]));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, nothing);
            return managers.getKeyManagers();
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "client certificate " + certificate + " and key " + key + " cannot be used: "
                            + FailureText.reason(unusable),
                    unusable);
        }
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        String text;
        try {
            text = Files.readString(file, ISO_8859_1);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "key file " + file + " cannot be read: " + FailureText.reason(unreadable), unreadable);
        }
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IllegalArgumentException("key file " + file
                    + " contains no unencrypted PKCS #8 private key; create one with: openssl pkcs8 -topk8 -nocrypt -in "
                    + file + " -out key.pem");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        InvalidKeySpecException last = null;
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException other) {
                last = other;
            }
        }
        throw new IllegalArgumentException("key file " + file + " contains a key that is not RSA, EC or EdDSA", last);
    }
}
