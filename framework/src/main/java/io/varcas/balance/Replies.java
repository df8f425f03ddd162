package io.varcas.balance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Responses of the balancer's own. */
final class Replies {

    private Replies() {}

    static FullHttpResponse text(HttpResponseStatus status, String type, String body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        return response;
    }

    static FullHttpResponse json(ObjectNode body) {
        return text(HttpResponseStatus.OK, "application/json", body.toString());
    }

    /** Returns an error in the shape that vLLM gives its own. */
    static FullHttpResponse error(HttpResponseStatus status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", status.reasonPhrase())
                .put("code", status.code());
        return text(status, "application/json", body.toString());
    }

    /** Returns the refusal of a request for which there is no replica. */
    static FullHttpResponse unavailable(String message, Duration retryAfter) {
        FullHttpResponse response = error(HttpResponseStatus.SERVICE_UNAVAILABLE, message);
        response.headers().set(HttpHeaderNames.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        return response;
    }
}
