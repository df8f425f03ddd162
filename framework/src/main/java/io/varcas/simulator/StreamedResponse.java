package io.varcas.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.simulator.GenerationRequest.Shape;
import java.util.Arrays;
import java.util.function.Supplier;

/** Writes a response as a stream of events. */
final class StreamedResponse implements ResponseWriter {

    private static final byte[] NOTHING = {};
    private static final byte[] END = {'}'};
    private static final byte[] FINGERPRINT =
            (",\"system_fingerprint\":\"" + ResponseHead.FINGERPRINT + '"').getBytes(UTF_8);

    private final EventStream stream;
    private final Wire wire;
    private final Shape shape;
    private final String head;
    private final byte[][] beforeText;
    private final byte[] afterText;

    /**
     * Creates a writer.
     *
     * @param stream where events go
     * @param wire how they look
     * @param shape what was asked of them
     * @param head what each begins with
     * @param choices number of choices
     */
    StreamedResponse(EventStream stream, Wire wire, Shape shape, ResponseHead head, int choices) {
        this.stream = stream;
        this.wire = wire;
        this.shape = shape;
        this.head = "{\"id\":\"" + text(head.id()) + "\",\"object\":\"" + wire.streamObject() + "\",\"created\":"
                + head.created() + ",\"model\":\"" + text(head.model()) + "\",\"choices\":[";
        beforeText = new byte[choices][];
        for (int i = 0; i < choices; i++) {
            beforeText[i] = (this.head + wire.beforeText(i)).getBytes(UTF_8);
        }
        afterText = wire.afterText("null", "null").getBytes(UTF_8);
    }

    @Override
    public void fresh(Choice choice, Supplier<ResponseUsage> usage) {
        if (choice.isFirst()) {
            wire.opening(choice.index()).ifPresent(opening -> open(opening, choice, usage.get()));
        }
        stream.event(
                beforeText[choice.index()],
                Json.quoted(choice.freshText()),
                after(choice),
                shape.continuousUsage() ? usage.get().soFar(wire.usageSoFarDetails()) : fingerprint(choice),
                END);
    }

    private void open(String opening, Choice choice, ResponseUsage usage) {
        ResponseUsage none = new ResponseUsage(usage.promptTokens(), 0, usage.cachedTokens());
        stream.event(
                (head + opening).getBytes(UTF_8),
                shape.continuousUsage() ? none.soFar(wire.usageSoFarDetails()) : NOTHING,
                wire.openingEnd(shape.tokenIds() ? ids(choice.prompt().tokens()) : "null")
                        .getBytes(UTF_8));
    }

    /** The fingerprint comes with the usage, or with the end of each choice if no usage comes. */
    private byte[] fingerprint(Choice choice) {
        return choice.isComplete() && !shape.includeUsage() ? FINGERPRINT : NOTHING;
    }

    private byte[] after(Choice choice) {
        if (!choice.isComplete() && !shape.tokenIds()) {
            return afterText;
        }
        String ids = shape.tokenIds() ? ids(choice.freshTokens()) : "null";
        String promptIds =
                shape.tokenIds() && choice.isFirst() ? ids(choice.prompt().tokens()) : "null";
        if (!choice.isComplete()) {
            return wire.afterText(ids, promptIds).getBytes(UTF_8);
        }
        String stopReason =
                choice.script().stopReason().map(text -> '"' + text(text) + '"').orElse("null");
        return wire.afterLastText(Wire.finish(choice), stopReason, ids, promptIds)
                .getBytes(UTF_8);
    }

    @Override
    public void complete(ResponseUsage usage, String metrics) {
        if (shape.includeUsage()) {
            String last = head + "]," + usage.last(wire.usageDetails()) + ",\"system_fingerprint\":\""
                    + ResponseHead.FINGERPRINT + '"' + (metrics.equals("null") ? "" : ",\"metrics\":" + metrics) + '}';
            stream.event(last.getBytes(UTF_8));
        }
        stream.done();
    }

    @Override
    public void broken(String message) {
        stream.event(RequestFault.internal(500, message).body());
        stream.done();
    }

    private static String ids(int[] tokens) {
        return Arrays.toString(tokens).replace(" ", "");
    }

    private static String text(String value) {
        return new String(Json.quoted(value), UTF_8);
    }
}
