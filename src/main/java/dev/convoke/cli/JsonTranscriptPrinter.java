package dev.convoke.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.convoke.operator.Transcript;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * A transcript as one JSON document (RFC 8259), a message a line:
 *
 * <pre>
 *   {"room":"8401234","name":"…","meeting":17,"opened":"…Z","closed":"…Z","reason":"…","messages":[
 *   {"seq":1,"at":"…Z","kind":"speech","from":"Alice","text":"hello"},
 *   …]}
 * </pre>
 *
 * <p>{@code closed} and {@code reason} are missing while the meeting goes on, {@code from} in notices. What is not printable
 * ASCII is escaped: the text is whole, and no terminal acts on it.
 */
final class JsonTranscriptPrinter implements TranscriptCommand.Printer {

    private static final int LAST_PRINTABLE = '~';

    private final PrintWriter out;
    private final JsonGenerator json;

    JsonTranscriptPrinter(PrintWriter out) {
        this.out = out;
        try {
            json = new JsonFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setHighestNonEscapedChar(LAST_PRINTABLE);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void begin(Transcript transcript) {
        Transcript.Meeting meeting = transcript.meeting();
        write(() -> {
            json.writeStartObject();
            json.writeStringField("room", transcript.room().digits());
            json.writeStringField("name", transcript.name());
            json.writeNumberField("meeting", meeting.id());
            json.writeStringField("opened", meeting.openedAt().toString());
            if (meeting.closedAt().isPresent()) {
                json.writeStringField("closed", meeting.closedAt().get().toString());
                json.writeStringField("reason", meeting.closedReason());
            }
            json.writeArrayFieldStart("messages");
        });
    }

    @Override
    public void line(Transcript.Line message) {
        write(() -> {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeNumberField("seq", message.seq());
            json.writeStringField("at", message.at().toString());
            json.writeStringField("kind", message.kind());
            if (!message.nick().isEmpty()) {
                json.writeStringField("from", message.nick());
            }
            json.writeStringField("text", message.text());
            json.writeEndObject();
        });
    }

    @Override
    public void end() {
        write(() -> {
            json.writeEndArray();
            json.writeEndObject();
            json.close();
        });
        out.println();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
