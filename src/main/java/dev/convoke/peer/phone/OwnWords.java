package dev.convoke.peer.phone;

import dev.convoke.terms.SafeText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows what returns from the room because it was typed here. What does not return as it was typed is shown like the words of
 * others: better twice than never. Any thread; guarded by itself.
 */
final class OwnWords {

    private static final int MAX_PENDING = 64;

    private static final Pattern WELCOME = Pattern.compile(
            "Welcome to .*\\. You are (.+?)(?: \\([a-z]+\\))?(?:; \\d.*|\\. (?:You are in|The moderator is).*)");

    private static final Pattern RENAMED = Pattern.compile("(.+) is now (.+)");

    private final Deque<String> pending = new ArrayDeque<>();
    private String nick = "";

    synchronized void typed(String line) {
        String said = said(line);
        if (said.isEmpty()) {
            return;
        }
        if (pending.size() == MAX_PENDING) {
            pending.removeFirst();
        }
        pending.addLast(said);
    }

    /** What others will read of it; nothing of a command. */
    private static String said(String line) {
        String text = SafeText.cleaned(line).strip();
        if (text.startsWith("//")) {
            return text.substring(1);
        }
        return text.startsWith("/") ? "" : text;
    }

    /** Whether that was typed here. Remembers who we are. */
    synchronized boolean returned(HeardLine line) {
        if (line.kind() == HeardLine.Kind.NOTICE) {
            Matcher welcome = WELCOME.matcher(line.text());
            Matcher renamed = RENAMED.matcher(line.text());
            if (welcome.matches()) {
                nick = welcome.group(1);
            } else if (renamed.matches() && renamed.group(1).equals(nick)) {
                nick = renamed.group(2);
            }
        } else if (line.kind() == HeardLine.Kind.REFUSAL) {
            pending.pollFirst();
        }
        // One that never returned, refused without our understanding it, must not hide the return of those after it for
        // ever.
        return line.kind() == HeardLine.Kind.SPEECH
                && line.nick().equals(nick)
                && pending.removeFirstOccurrence(line.text().strip());
    }

    /** What the room calls us; empty before it says so. */
    synchronized String nick() {
        return nick;
    }

    /** A new connection: nothing that was sent before returns as an answer there. */
    synchronized void anew() {
        pending.clear();
    }
}
