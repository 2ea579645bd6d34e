package dev.convoke.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.convoke.operator.TextEntry;
import dev.convoke.terms.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Texts for programs, a JSON object a line (RFC 8259):
 *
 * <pre>
 *   {"direction":"MT","id":9,"at":"…Z","number":"+44********02","service":"84433","room":"8401234","link":"main",
 *    "state":"sent","detail":"","parts":2,"messageIds":["1f","20"],"changed":"…Z","receipt":"delivered","receiptAt":"…Z"}
 * </pre>
 *
 * <p>What is not known is missing; {@code text} is there only if it is to be revealed and is still kept. What is not printable
 * ASCII is escaped.
 */
final class JsonSmsLogPrinter implements SmsLogCommand.Printer {

    private static final int LAST_PRINTABLE = '~';

    private final JsonFactory factory = new JsonFactory();
    private final PrintWriter out;

    JsonSmsLogPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void row(TextEntry row) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.setHighestNonEscapedChar(LAST_PRINTABLE);
            write(row, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.println(line);
    }

    private void write(TextEntry row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("direction", row.direction().name());
        json.writeNumberField("id", row.id());
        json.writeStringField("at", row.standing().at().toString());
        json.writeStringField("number", SafeText.marked(row.other()));
        json.writeStringField("service", row.service().value());
        known(json, "room", row.room().map(room -> room.digits()));
        json.writeStringField("link", row.way().link());
        json.writeStringField("state", row.standing().state());
        json.writeStringField("detail", row.standing().detail());
        if (row.way().parts() > 0) {
            json.writeNumberField("parts", row.way().parts());
        }
        if (!row.way().messageIds().isEmpty()) {
            json.writeArrayFieldStart("messageIds");
            for (String id : row.way().messageIds()) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
        known(json, "sent", row.standing().sentAt().map(Instant::toString));
        known(json, "changed", row.standing().changedAt().map(Instant::toString));
        known(json, "receipt", row.standing().receipt());
        known(json, "receiptAt", row.standing().receiptAt().map(Instant::toString));
        known(json, "text", Optional.of(row.text()).filter(text -> !text.isEmpty()));
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
