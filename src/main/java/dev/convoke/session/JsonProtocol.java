package dev.convoke.session;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.JsonRequest.Unreadable;
import dev.convoke.session.JsonRequest.Wanted;
import dev.convoke.wire.JsonFormat;
import dev.convoke.wire.JsonLineWriter;
import dev.convoke.wire.JsonPrivateWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a leg needs to speak JSON: it reads what the device sends, answers with acknowledgements and errors that carry the
 * device's own id, and asks a silent device whether it is there.
 *
 * <p>An acknowledgement is sent when something is done or has its place in the order; in a room with a transcript, its
 * event comes when it is on disk. Runs on the session's event loop.
 */
final class JsonProtocol implements JsonCommand.Ack {

    /** The longest line: a payload in base64 and what is around it. */
    static final int MAX_LINE_OCTETS = 64 << 10;

    private final Session session;
    private final Protocols protocols;
    private boolean greeted;

    /** The command at hand. */
    private Optional<String> id = Optional.empty();

    /** Whether it asks to go. */
    private boolean leaving;

    /** Whether the command at hand got an answer with its id. */
    private boolean answered;

    /** Whether the command at hand is answered later. */
    private boolean postponed;

    /** Whether anything came since the timer was set. */
    private boolean heard;

    private long pings;
    private @Nullable ScheduledFuture<?> timer;

    JsonProtocol(Session session, Protocols protocols) {
        this.session = session;
        this.protocols = protocols;
    }

    /** A line without its end, and without what harmless octets stood before it. */
    void line(byte[] octets) {
        LineText.strict(octets)
                .map(protocols.reader()::read)
                .orElseGet(() -> new Unreadable(Optional.empty(), JsonProblem.NOT_UTF8, "Not valid UTF-8."))
                .fold(this::run, (itsId, unreadable) -> refuse(itsId, unreadable.problem(), text(unreadable)));
    }

    /** Somebody may have typed a brace and be no program at all. */
    private String text(Unreadable unreadable) {
        return greeted
                ? unreadable.text()
                : unreadable.text() + " A first line that begins with { makes it the JSON protocol: say hello in it, or"
                        + " connect again for plain lines.";
    }

    /** A line that is too long for so many octets. */
    void overlong(int maxOctets) {
        refuse(Optional.empty(), JsonProblem.TOO_LONG, "A line holds at most " + maxOctets + " bytes.");
    }

    /** Whether a hello was accepted: before that, the device is not known to read anything but errors in JSON. */
    boolean isGreeted() {
        return greeted;
    }

    private boolean run(Wanted wanted) {
        JsonCommand command = wanted.command();
        if (command instanceof JsonCommand.Hello hello) {
            return hello(wanted.id(), hello);
        }
        if (command instanceof JsonCommand.Pong) {
            return true;
        }
        if (!greeted) {
            return refuse(wanted.id(), JsonProblem.HELLO_FIRST, "Say hello first.");
        }
        begin(wanted.id());
        leaving = command.isLeave();
        try {
            return session.stage().onCommand(command, this)
                    || refuse(id, JsonProblem.NOT_HERE, "That means nothing here and now.");
        } finally {
            id = Optional.empty();
        }
    }

    private void begin(Optional<String> itsId) {
        id = itsId;
        leaving = false;
        answered = false;
        postponed = false;
    }

    @Override
    public JsonCommand.Later later() {
        Optional<String> itsId = id;
        postponed = true;
        return answer -> {
            begin(itsId);
            try {
                answer.run();
                done();
            } finally {
                id = Optional.empty();
            }
        };
    }

    private boolean hello(Optional<String> itsId, JsonCommand.Hello hello) {
        if (hello.protocol() != JsonFormat.PROTOCOL) {
            return refuse(itsId, JsonProblem.PROTOCOL, "The protocol spoken here is " + JsonFormat.PROTOCOL + ".");
        }
        boolean isFirst = !greeted;
        if (isFirst) {
            session.beforeJson();
            greeted = true;
            waitForPing();
        }
        answer(json -> json.plain("type", "hello")
                .member("protocol", JsonFormat.PROTOCOL)
                .plain("server", "convoke")
                .member("max-text", Session.MAX_LINE_OCTETS)
                .member("max-data", JsonCommandParser.MAX_DATA_OCTETS)
                .member("ping-ms", protocols.settings().pingInterval().toMillis()));
        if (isFirst) {
            session.inJson();
        }
        hello.proof().ifPresent(proof -> present(itsId, proof));
        return true;
    }

    private void present(Optional<String> itsId, JsonCommand.Proof proof) {
        begin(itsId);
        try {
            boolean asked = session.stage().onProof(proof, this);
            if (!asked && !proof.isName()) {
                refuse(id, JsonProblem.NOT_HERE, "Nobody asks for a code here: it was not looked at.");
            }
        } finally {
            id = Optional.empty();
        }
    }

    @Override
    public void done() {
        acknowledge(0);
    }

    @Override
    public void said(long seq) {
        acknowledge(seq);
    }

    private void acknowledge(long seq) {
        if (id.isEmpty() || answered || postponed) {
            return;
        }
        String itsId = id.get();
        answer(json -> {
            json.plain("type", "ack").member("id", itsId);
            if (seq > 0) {
                json.member("seq", seq);
            }
        });
    }

    private boolean refuse(Optional<String> itsId, JsonProblem problem, String text) {
        answer(json -> error(json, itsId, new PrivateEvent.Rejected(problem.code(), text)));
        return false;
    }

    private static void error(JsonLineWriter json, Optional<String> itsId, PrivateEvent.Rejected event) {
        new JsonPrivateWriter(json).rejected(event);
        itsId.ifPresent(present -> json.member("id", present));
    }

    /** Writes an event for this leg; a refusal carries the id of the command that it answers. */
    void encode(PrivateEvent event, ByteBuf out) {
        if (event instanceof PrivateEvent.Rejected rejected) {
            answered = true;
            JsonLineWriter json = new JsonLineWriter(out).open();
            error(json, id, rejected);
            json.endLine();
        } else if (event instanceof PrivateEvent.Look look) {
            answered = true;
            JsonLineWriter json = new JsonLineWriter(out).open();
            new JsonPrivateWriter(json).look(look);
            id.ifPresent(present -> json.member("id", present));
            json.endLine();
        } else {
            if (leaving && event instanceof PrivateEvent.Goodbye) {
                // Nothing goes out after it.
                done();
            }
            protocols.json().encode(event, out);
        }
    }

    private void answer(Members members) {
        session.send(out -> {
            JsonLineWriter json = new JsonLineWriter(out).open();
            members.write(json);
            json.endLine();
        });
    }

    /** Writes the members of an answer. */
    @FunctionalInterface
    private interface Members {
        void write(JsonLineWriter json);
    }

    /** Something came, whatever it is. */
    void heard() {
        heard = true;
    }

    private void waitForPing() {
        heard = false;
        after(protocols.settings().pingInterval().toMillis(), this::pingUnlessHeard);
    }

    private void pingUnlessHeard() {
        // While the device does not take what was written, we do not read it: the room decides how long that may last.
        if (heard || !session.isWritable()) {
            waitForPing();
            return;
        }
        pings++;
        int present = session.stage().present();
        answer(json -> {
            json.plain("type", "ping").member("n", pings);
            if (present > 0) {
                json.member("present", present);
            }
        });
        after(protocols.settings().pingDeadline().toMillis(), this::loseUnlessHeard);
    }

    private void loseUnlessHeard() {
        if (heard || !session.isWritable()) {
            waitForPing();
        } else {
            session.lose();
        }
    }

    private void after(long ms, Runnable step) {
        EventLoop loop = session.channel().eventLoop();
        timer = loop.schedule(() -> onTheLoop(step), ms, TimeUnit.MILLISECONDS);
    }

    /** The connection may have moved to the loop of its room while the timer ran on another. */
    private void onTheLoop(Runnable step) {
        EventLoop now = session.channel().eventLoop();
        if (now.inEventLoop()) {
            step.run();
        } else {
            now.execute(step);
        }
    }

    /** The session is over. */
    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
