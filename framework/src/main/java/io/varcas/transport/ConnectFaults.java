package io.varcas.transport;

import io.varcas.metric.ClientLimits;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Explanations of connection failures, in terms of what the user can fix. */
public final class ConnectFaults {

    /** Messages of the JDK about a connection that ended, or was reset, before the head of a response began. */
    private static final String JDK_NO_ANSWER = "header parser received no bytes";

    /** The same in words for people. */
    public static final String NO_ANSWER = "the connection was closed before any byte of a response";

    private ConnectFaults() {}

    /** Returns one line about a failure of the transport. */
    public static String line(@Nullable Throwable failure) {
        Throwable cause = root(failure);
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return "unknown host";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection within the time limit";
        }
        if (cause != null && ClientLimits.areNamedIn(String.valueOf(cause.getMessage()))) {
            return said(cause);
        }
        if (cause instanceof ConnectException || isRefusal(failure)) {
            return "connection refused";
        }
        if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains(JDK_NO_ANSWER)) {
            return NO_ANSWER;
        }
        if (cause instanceof SSLException) {
            return "TLS: " + said(cause) + tlsHint(said(cause));
        }
        return said(cause);
    }

    /** What to do about a failed handshake. */
    private static String tlsHint(String said) {
        if (said.contains("certification path") || said.contains("PKIX") || said.contains("trust anchor")) {
            return "; the JVM does not trust the server's certificate: add the issuer with -cacert FILE, or use"
                    + " --insecure on a test server";
        }
        if (said.contains("subject alternative") || said.contains("No name matching")) {
            return "; the server's certificate is for another name: ask for it by that name, or on a test server check"
                    + " none with --insecure";
        }
        if (said.contains("certificate_required")
                || said.contains("bad_certificate")
                || said.contains("handshake_failure")) {
            return "; if the server asks for a client certificate, give one with -cert FILE -key FILE";
        }
        return "";
    }

    /** Returns the failure that the transport's wrappers hide. */
    public static @Nullable Throwable root(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null
                && cause.getCause() != null
                && (cause instanceof CompletionException || isWrapper(cause, cause.getCause()))) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Before it gives up, the JDK may try a refused connection once more, and then says of both that the second was closed. */
    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure != null && (failure instanceof ConnectException || isRefusal(failure.getCause()));
    }

    private static boolean isWrapper(Throwable outer, Throwable inner) {
        return inner instanceof UnresolvedAddressException
                || (inner instanceof SSLException && !(outer instanceof SSLException))
                || outer.getMessage() == null;
    }

    private static String said(@Nullable Throwable cause) {
        if (cause == null) {
            return "the connection ended";
        }
        String message = cause.getMessage();
        return ErrorBody.oneLine(message == null ? FailureText.of(cause) : FailureText.withoutClasses(message));
    }
}
