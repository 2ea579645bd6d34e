package dev.convoke.peer.phone;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words that a person may want to be completed: commands, and the names of who is there. Any thread; guarded by itself. */
final class Vocabulary {

    private static final int MAX_NICKS = 500;
    private static final int MAX_NICK_CHARS = 24;

    private static final List<String> COMMANDS = List.of(
            "/admit",
            "/announce",
            "/ban",
            "/bans",
            "/close",
            "/codes",
            "/deny",
            "/end",
            "/extend",
            "/hand",
            "/help",
            "/hold",
            "/invite",
            "/kick",
            "/leave",
            "/lobby",
            "/lock",
            "/me",
            "/mod",
            "/msg",
            "/mute",
            "/next",
            "/nick",
            "/port",
            "/slow",
            "/topic",
            "/unban",
            "/unhold",
            "/unlock",
            "/unmod",
            "/unmute",
            "/who");

    private static final Pattern JOINED = Pattern.compile("(.+) joined \\(\\d+ .*");
    private static final Pattern PRESENT = Pattern.compile("The room is open\\. Here now: (.+)\\. Moderator: .*");
    private static final Pattern LEFT = Pattern.compile("(.+?) (?:left|was removed|was banned|lost).*\\(\\d+ .*");
    private static final Pattern RENAMED = Pattern.compile("(.+) is now (.+)");
    private static final Pattern COUNTED = Pattern.compile("\\d+ (?:people|person)");

    /** In the order in which they were last heard of, the longest silent first. */
    private final Set<String> nicks = new LinkedHashSet<>();

    private boolean listing;

    /** Something is asked for whose answer names people. */
    synchronized void typed(String line) {
        listing |= line.strip().toLowerCase(Locale.ROOT).startsWith("/who");
    }

    /** Learns who is there. Best effort: a name too many is one more proposal. */
    synchronized void heard(HeardLine line) {
        switch (line.kind()) {
            case SPEECH, PRIVATE -> add(line.nick());
            case NOTICE -> notice(line.text());
            case ROW -> row(line.text());
            case REFUSAL, PROMPT, OTHER -> listing &= line.kind() != HeardLine.Kind.REFUSAL;
        }
    }

    private void notice(String text) {
        Matcher joined = JOINED.matcher(text);
        Matcher present = PRESENT.matcher(text);
        Matcher left = LEFT.matcher(text);
        Matcher renamed = RENAMED.matcher(text);
        if (joined.matches()) {
            names(joined.group(1)).forEach(this::add);
        } else if (present.matches()) {
            names(present.group(1)).forEach(this::add);
        } else if (left.matches()) {
            names(left.group(1)).forEach(nicks::remove);
        } else if (renamed.matches() && nicks.remove(renamed.group(1))) {
            add(renamed.group(2));
        }
    }

    private static Stream<String> names(String list) {
        return Stream.of(list.split(", | and "));
    }

    private void row(String text) {
        if (COUNTED.matcher(text).matches()) {
            listing = false;
        } else if (listing) {
            add(text.split(",", 2)[0]);
        }
    }

    private void add(String nick) {
        if (nick.isEmpty() || nick.length() > MAX_NICK_CHARS) {
            return;
        }
        nicks.remove(nick);
        nicks.add(nick);
        if (nicks.size() > MAX_NICKS) {
            nicks.remove(nicks.iterator().next());
        }
    }

    /** What a line that begins so may go on with: commands for its first word, names everywhere else, and at its beginning too. */
    synchronized List<String> proposals(String word, boolean first) {
        if (first && word.startsWith("/")) {
            return COMMANDS;
        }
        List<String> known = new ArrayList<>(nicks);
        known.sort(String.CASE_INSENSITIVE_ORDER);
        return known;
    }
}
