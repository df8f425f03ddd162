package io.varcas.simulator;

import org.jspecify.annotations.Nullable;

/** Thrown to reject a request with the status and the body that vLLM uses. */
final class RequestFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final @Nullable String parameter;

    private RequestFault(int status, String type, String message, @Nullable String parameter) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.parameter = parameter;
    }

    /** Returns a value that cannot be served. */
    static RequestFault badRequest(String message, @Nullable String parameter) {
        return new RequestFault(400, "BadRequestError", message, parameter);
    }

    /** Returns a value that cannot be served, named with its parameter as newer versions of vLLM do. */
    static RequestFault badValue(String message, String parameter, Object value) {
        return badRequest(message + " (parameter=" + parameter + ", value=" + value + ")", parameter);
    }

    /** Returns a body that is none of JSON. */
    static RequestFault unsupportedMediaType() {
        String fault = "1 validation error:\n  Unsupported Media Type: Only 'application/json' is allowed";
        return new RequestFault(400, "Bad Request", fault, null);
    }

    /** Returns a body that is not even a request. */
    static RequestFault invalidBody(String kind, String location, String message, String rest) {
        String fault = "1 validation error:\n  {'type': '" + kind + "', 'loc': '" + location + "', 'msg': '" + message
                + "'" + rest + "}";
        return new RequestFault(400, "Bad Request", fault, location);
    }

    static RequestFault notFound(String message, String parameter) {
        return new RequestFault(404, "NotFoundError", message, parameter);
    }

    static RequestFault unavailable(String message) {
        return new RequestFault(503, "ServiceUnavailableError", message, null);
    }

    static RequestFault internal(int status, String message) {
        return new RequestFault(status, status == 429 ? "TooManyRequestsError" : "InternalServerError", message, null);
    }

    int status() {
        return status;
    }

    /** Returns the body of the response: {@code {"error":{...}}}. */
    byte[] body() {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", getMessage());
            json.writeStringField("type", type);
            json.writeStringField("param", parameter);
            json.writeNumberField("code", status);
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
