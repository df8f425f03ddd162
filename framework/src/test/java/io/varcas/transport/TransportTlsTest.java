package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.LoopbackServer;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import io.varcas.setting.TransportKind;
import io.varcas.transport.tls.TlsOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class TransportTlsTest {

    @Parameter
    private TransportKind kind;

    @TempDir
    Path folder;

    private static final char[] PASSWORD = "loopback".toCharArray();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final WireRequest REQUEST =
            WireRequest.post("/v1/chat/completions", "{\"stream\":true}".getBytes(UTF_8));

    @Test
    void speaksTlsWithAServerWhoseCertificateItTrusts() throws Exception {
        Path certificate = Path.of(Objects.requireNonNull(getClass().getResource("tls/certificate.pem"))
                .toURI());
        try (LoopbackServer server = LoopbackServer.start(tls(), c -> {
            while (c.request() != null) {
                c.sendAnswer(40);
            }
        })) {
            Target https = Target.parse(server.target().base().toString().replace("http:", "https:"));
            try (Transport transport = open(https.trusting(certificate))) {
                Response answer = new ServerCalls(transport).ask(REQUEST, LIMIT);
                assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(answer.events().size()).isEqualTo(42);
            }
            try (Transport transport = open(https)) {
                Response answer = new ServerCalls(transport).ask(REQUEST, LIMIT);
                assertThat(answer.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
                assertThat(answer.error().orElseThrow())
                        .startsWith("TLS: ")
                        .contains("certification path")
                        .doesNotContain("Exception");
            }
        }
    }

    @Test
    void checksNoCertificateIfToldSo() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(tls(), c -> {
            while (c.request() != null) {
                c.sendAnswer(2);
            }
        })) {
            Target https = Target.parse(server.target().base().toString().replace("http:", "https:"));
            TlsOptions insecure = new TlsOptions(Optional.empty(), Optional.empty(), Optional.empty(), true);
            try (Transport transport = open(https.with(insecure))) {
                assertThat(new ServerCalls(transport).ask(REQUEST, LIMIT).outcome())
                        .isEqualTo(Outcome.COMPLETED);
            }
            try (Transport transport = open(https)) {
                assertThat(new ServerCalls(transport)
                                .ask(REQUEST, LIMIT)
                                .error()
                                .orElseThrow())
                        .contains("-cacert FILE")
                        .contains("--insecure");
            }
        }
    }

    @Test
    void showsAClientCertificate() throws Exception {
        Path certificate = Path.of(Objects.requireNonNull(getClass().getResource("tls/certificate.pem"))
                .toURI());
        KeyStore store = store();
        String encoded = Base64.getMimeEncoder()
                .encodeToString(
                        store.getKey(store.aliases().nextElement(), PASSWORD).getEncoded());
        Path key = folder.resolve("key.pem");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
        SSLServerSocket demanding = (SSLServerSocket) tls();
        demanding.setNeedClientAuth(true);
        try (LoopbackServer server = LoopbackServer.start(demanding, c -> {
            while (c.request() != null) {
                c.sendAnswer(2);
            }
        })) {
            Target https = Target.parse(server.target().base().toString().replace("http:", "https:"));
            Optional<Path> trusted = Optional.of(certificate);
            TlsOptions known = new TlsOptions(trusted, Optional.of(certificate), Optional.of(key), false);
            try (Transport transport = open(https.with(known))) {
                assertThat(new ServerCalls(transport).ask(REQUEST, LIMIT).outcome())
                        .isEqualTo(Outcome.COMPLETED);
            }
            try (Transport transport = open(https.trusting(certificate))) {
                assertThat(new ServerCalls(transport).ask(REQUEST, LIMIT).outcome())
                        .isNotEqualTo(Outcome.COMPLETED);
            }
        }
    }

    @Test
    void refusesCertificatesItCannotRead() {
        Target target = Target.parse("https://127.0.0.1:1").trusting(Path.of("no-such-file.pem"));
        assertThatThrownBy(() -> open(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("certificate file no-such-file.pem cannot be read: no such file");
    }

    private ServerSocket tls() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD);
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        known.setCertificateEntry(
                "client", store().getCertificate(store().aliases().nextElement()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = getClass().getResourceAsStream("tls/server.p12")) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Transport open(Target target) {
        return Transport.open(target.over(kind), System::nanoTime);
    }
}
