package dev.convoke.cli.phone;

import dev.convoke.cli.base.Complaint;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine.Option;

/** What the text says. */
final class TextOptions {

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            description = "The service number, for the sms: link and for sending.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--room",
            paramLabel = "NUMBER",
            description = "The conference number; if left out, it is asked for when the server has connected.")
    private Optional<String> room = Optional.empty();

    @Option(
            names = "--pin",
            paramLabel = "PIN",
            description = "The moderator's PIN, or the participants' where the room asks for one.")
    private Optional<String> pin = Optional.empty();

    @Option(names = "--nick", paramLabel = "NAME", description = "Your name in the room.")
    private Optional<String> nick = Optional.empty();

    @Option(
            names = "--text",
            paramLabel = "WORD",
            description = "OPEN or JOIN, the first word of the text (default: OPEN with --pin, otherwise JOIN).")
    private Optional<String> word = Optional.empty();

    Optional<ServiceNumber> to() {
        return to.map(typed -> ServiceNumber.parse(typed)
                .orElseThrow(() -> Complaint.aboutTyping(
                        "--to: \"" + typed + "\" (expected: + and 7 to 15 digits, or a short code of 3 to 8)")));
    }

    boolean hasRoom() {
        return room.isPresent();
    }

    Optional<String> nick() {
        return nick.map(typed -> Nick.parse(typed)
                .orElseThrow(
                        () -> Complaint.aboutTyping("--nick: a name has 1 to 24 letters, digits, spaces or . _ - '"))
                .text());
    }

    /** As it is texted from a device that can be dialled there. */
    String text(DeviceAddress at) {
        return room.isEmpty() ? at.toString() : words(Optional.of(at.toString()));
    }

    /** As it is said to a server that was called. */
    String words() {
        return words(Optional.empty());
    }

    /**
     * Everything that the options say must be right, before anything is opened.
     *
     * @throws Complaint if something is not
     */
    void check() {
        to();
        nick();
        if (room.isPresent()) {
            words();
        } else if (pin.isPresent()) {
            throw Complaint.aboutTyping("--pin: of which room? --room NUMBER names it");
        }
    }

    private String words(Optional<String> address) {
        StringJoiner text = new StringJoiner(" ");
        text.add(word());
        address.ifPresent(text::add);
        room.map(typed -> ConferenceNumber.parse(typed)
                        .orElseThrow(() -> Complaint.aboutTyping(
                                "--room: \"" + typed + "\" is no conference number (expected: 3 to 12 digits)")))
                .ifPresent(number -> text.add(number.digits()));
        // Never repeated: it may be somebody's PIN with a slip in it.
        pin.map(typed -> Pin.parse(typed)
                        .orElseThrow(() -> Complaint.aboutTyping("--pin: not a PIN (expected: 4 to 12 digits)")))
                .ifPresent(secret -> text.add(secret.reveal()));
        nick().ifPresent(text::add);
        return text.toString();
    }

    private String word() {
        String wanted = word.orElse(pin.isPresent() ? "OPEN" : "JOIN").toUpperCase(Locale.ROOT);
        if (!wanted.equals("OPEN") && !wanted.equals("JOIN")) {
            throw Complaint.aboutTyping("--text: \"" + word.orElse("") + "\" (expected: OPEN or JOIN)");
        }
        return wanted;
    }
}
