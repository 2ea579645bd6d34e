package dev.convoke.peer.phone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is heard and said, over at most one connection at a time. Any thread; the lock guards which connection that is, and is
 * never held while something is sent or shown.
 */
final class Conversation {

    /** How long a room has to answer {@code /leave}. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** A notice that is a farewell comes right before the end (nothing else marks it in the line protocol). */
    private static final Duration RIGHT_BEFORE = Duration.ofSeconds(2);

    private final Screen screen;
    private final OwnWords own = new OwnWords();
    private final Vocabulary vocabulary;
    private @Nullable Leg leg;
    private boolean leaving;

    /** What one connection has said of itself. Its own thread alone writes and reads. */
    private static final class Course {
        private boolean welcomed;
        private HeardLine last = new HeardLine(HeardLine.Kind.OTHER, "", "");
        private long lastNanos;
    }

    Conversation(Screen screen, Vocabulary vocabulary) {
        this.screen = screen;
        this.vocabulary = vocabulary;
    }

    void tell(String words) {
        screen.tell(words);
    }

    /**
     * Whether a connection from there is taken. While a room speaks, only its own address may take that connection's place: who
     * knocks from elsewhere is a stranger. One that has said nothing yet may be the stranger itself.
     */
    synchronized boolean isWelcome(InetAddress from) {
        return !leaving && (leg == null || !leg.isGreeted() || leg.from().equals(from));
    }

    /** Talks over a connection until it ends; it takes the place of the one before. */
    Ending talk(Socket socket, InetAddress from, Opening opening) {
        Leg mine = new Leg(socket, from);
        if (!stands(mine)) {
            mine.close();
            return Ending.LEFT;
        }
        Course course = new Course();
        try {
            if (!opening.words().isEmpty()) {
                mine.say(opening.words());
            }
        } catch (IOException broken) {
            mine.close();
        }
        boolean inOrder = mine.hear(line -> heard(mine, course, opening, line));
        return ended(mine, course, inOrder);
    }

    private boolean stands(Leg mine) {
        Leg before;
        synchronized (this) {
            if (leaving) {
                return false;
            }
            before = leg;
            leg = mine;
        }
        own.anew();
        if (before != null) {
            before.close();
        }
        return true;
    }

    private void heard(Leg mine, Course course, Opening opening, String raw) {
        HeardLine line = HeardLine.of(raw);
        boolean welcome = line.kind() == HeardLine.Kind.NOTICE && line.text().startsWith("Welcome to ");
        course.last = line;
        course.lastNanos = System.nanoTime();
        vocabulary.heard(line);
        boolean returned = own.returned(line);
        if (!returned || !screen.showsTyped()) {
            screen.show(line);
        }
        if (welcome && !course.welcomed) {
            course.welcomed = true;
            askForName(mine, opening);
        }
    }

    /** A code says who somebody is, not what they are called. */
    private void askForName(Leg mine, Opening opening) {
        if (opening.nick().filter(wanted -> !wanted.equals(own.nick())).isEmpty()) {
            return;
        }
        try {
            mine.say("/nick " + opening.nick().get());
        } catch (IOException broken) {
            mine.close();
        }
    }

    private synchronized Ending ended(Leg mine, Course course, boolean inOrder) {
        boolean current = leg == mine;
        if (current) {
            leg = null;
            notifyAll();
        }
        if (leaving) {
            return Ending.LEFT;
        }
        if (!current) {
            return Ending.REPLACED;
        }
        boolean explained = inOrder && System.nanoTime() - course.lastNanos < RIGHT_BEFORE.toNanos();
        if (!explained || comesBack(course.last)) {
            return Ending.LOST;
        }
        boolean refused = !course.welcomed || course.last.kind() == HeardLine.Kind.REFUSAL;
        return refused ? Ending.REFUSED : course.last.kind() == HeardLine.Kind.NOTICE ? Ending.FAREWELL : Ending.LOST;
    }

    private static boolean comesBack(HeardLine last) {
        return last.text().contains("the service is stopping") || last.text().contains("restart");
    }

    /** Says what was typed; {@code /leave} is the end of the conversation. */
    void typed(String line) {
        if (line.strip().equalsIgnoreCase("/leave")) {
            leave();
            return;
        }
        Leg to;
        synchronized (this) {
            to = leg;
        }
        if (to == null) {
            screen.tell("Not connected: your line was not sent.");
            return;
        }
        vocabulary.typed(line);
        own.typed(line);
        try {
            to.say(line);
        } catch (IOException broken) {
            screen.tell("The connection broke: your line was not sent.");
        }
    }

    /**
     * Leaves the room in order and takes no connection any more. A room cannot tell a device that quits from one that crashed, and
     * waits for it for half a minute, unless it is told. Waits for its answer for two seconds at most.
     */
    void leave() {
        Leg to;
        synchronized (this) {
            to = leaving ? null : leg;
            leaving = true;
        }
        if (to == null) {
            return;
        }
        try {
            to.say("/leave");
            awaitEnd(to);
        } catch (IOException goneAlready) {
            // Then it is left.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        to.close();
    }

    /** Breaks the connection, if there is one. */
    void hangUp() {
        Leg mine;
        synchronized (this) {
            mine = leg;
        }
        if (mine != null) {
            mine.cut();
        }
    }

    synchronized boolean isLeaving() {
        return leaving;
    }

    private synchronized void awaitEnd(Leg of) throws InterruptedException {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (leg == of) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return;
            }
            wait(leftMs);
        }
    }
}
