package io.varcas.balance;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** Heads as they are passed on: what belongs to one connection stays there (RFC 9110, section 7.6.1), all else passes. */
final class ForwardedHeaders {

    /** Header of every response that came from a replica: its host and port. */
    static final String REPLICA_HEADER = "x-varcas-replica";

    private static final List<CharSequence> OF_ONE_CONNECTION = List.of(
            HttpHeaderNames.CONNECTION,
            "keep-alive",
            "proxy-connection",
            HttpHeaderNames.TE,
            HttpHeaderNames.TRAILER,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.EXPECT);

    private ForwardedHeaders() {}

    /** Returns a request for a replica; it shares the body, with a reference of its own. */
    static FullHttpRequest request(FullHttpRequest from, ReplicaAddress to) {
        FullHttpRequest forwarded = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, from.method(), from.uri(), from.content().retainedDuplicate());
        HttpHeaders headers = passing(forwarded.headers(), from.headers());
        headers.set(HttpHeaderNames.HOST, to.name());
        HttpUtil.setContentLength(forwarded, from.content().readableBytes());
        return forwarded;
    }

    /** Returns the head of a response for the client. */
    static HttpResponse response(HttpResponse from, ReplicaAddress replica) {
        HttpResponse forwarded = new DefaultHttpResponse(HttpVersion.HTTP_1_1, from.status());
        HttpHeaders headers = passing(forwarded.headers(), from.headers());
        headers.set(REPLICA_HEADER, replica.name());
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            HttpUtil.setTransferEncodingChunked(forwarded, true);
        }
        return forwarded;
    }

    private static HttpHeaders passing(HttpHeaders to, HttpHeaders from) {
        to.set(from);
        for (String named : from.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : named.split(",", -1)) {
                if (!name.isBlank()) {
                    to.remove(name.strip());
                }
            }
        }
        OF_ONE_CONNECTION.forEach(to::remove);
        return to;
    }
}
