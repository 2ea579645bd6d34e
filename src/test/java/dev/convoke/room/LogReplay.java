package dev.convoke.room;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a meeting's log from its beginning and says where someone did what they were not allowed to at that point. Keeps its
 * own, simple idea of the rules: nicks are {@code P7}, {@code P7a}, …, so that a nick says whose it is.
 */
final class LogReplay {

    private static final Pattern NICK = Pattern.compile("P([0-9]+)[a-z]?( [0-9]+)?");

    private final IntFunction<Role> entryRole;
    private final List<String> violations = new ArrayList<>();
    private final Set<Integer> present = new HashSet<>();
    private final Set<Integer> moderators = new HashSet<>();
    private final Set<Integer> muted = new HashSet<>();
    private final Set<Integer> exempt = new HashSet<>();
    private final Set<Integer> held = new HashSet<>();
    private final Set<Integer> banned = new HashSet<>();
    private final Map<Ruling, Integer> rulings = new HashMap<>();
    private boolean allMuted;
    private boolean onHold;
    private int speaker = -1;
    private long lastSeq;

    LogReplay(IntFunction<Role> entryRole) {
        this.entryRole = entryRole;
    }

    static int person(Nick nick) {
        Matcher matcher = NICK.matcher(nick.text());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a nick of this test: " + nick);
        }
        return Integer.parseInt(matcher.group(1));
    }

    List<String> violations() {
        return violations;
    }

    /** How often each ruling was seen: a run that saw none of some says nothing about it. */
    Map<Ruling, Integer> rulings() {
        return rulings;
    }

    void read(LogEntry entry) {
        check(entry.seq() == lastSeq + 1, entry, "the log has a gap");
        lastSeq = entry.seq();
        RoomEvent event = entry.event();
        if (event instanceof RoomEvent.Opened opened) {
            opened.present().forEach(this::joins);
        } else if (event instanceof RoomEvent.Joined joined) {
            joined.who().forEach(nick -> check(!banned.contains(person(nick)), entry, "a banned one joins"));
            joined.who().forEach(this::joins);
        } else if (event instanceof RoomEvent.Left left) {
            leaves(left.who());
            if (left.why() == Departure.BANNED) {
                banned.add(person(left.who()));
            }
        } else if (event instanceof RoomEvent.LeftTogether left) {
            left.who().forEach(this::leaves);
        } else if (event instanceof RoomEvent.Speech speech) {
            speaks(person(speech.from()), entry);
        } else if (event instanceof RoomEvent.Emote emote) {
            speaks(person(emote.from()), entry);
        } else if (event instanceof RoomEvent.Data data) {
            speaks(person(data.from()), entry);
        } else if (event instanceof RoomEvent.Ruled ruled) {
            rulings.merge(ruled.ruling(), 1, Integer::sum);
            rules(ruled, ruled.whom().map(LogReplay::person).orElse(-1));
        }
    }

    private void joins(Nick nick) {
        int who = person(nick);
        present.add(who);
        moderators.remove(who);
        if (entryRole.apply(who) == Role.MODERATOR) {
            moderators.add(who);
            held.remove(who);
        }
    }

    private void leaves(Nick nick) {
        int who = person(nick);
        present.remove(who);
        drop(who);
    }

    private void drop(int who) {
        speaker = speaker == who ? -1 : speaker;
    }

    private void speaks(int who, LogEntry entry) {
        boolean moderates = moderators.contains(who);
        boolean isMuted = muted.contains(who) || (allMuted && !exempt.contains(who));
        check(present.contains(who), entry, "somebody speaks who is not there");
        check(!held.contains(who), entry, "somebody speaks who is on hold");
        check(moderates || entryRole.apply(who) != Role.OBSERVER || who == speaker, entry, "an observer speaks");
        check(moderates || !isMuted || who == speaker, entry, "somebody speaks who is muted");
        check(moderates || !onHold, entry, "somebody speaks while no moderator is here");
    }

    private void rules(RoomEvent.Ruled ruled, int whom) {
        switch (ruled.ruling()) {
            case MUTED -> {
                muted.add(whom);
                exempt.remove(whom);
                drop(whom);
            }
            case UNMUTED -> {
                muted.remove(whom);
                if (allMuted) {
                    exempt.add(whom);
                }
            }
            case ALL_MUTED -> {
                allMuted = true;
                exempt.clear();
            }
            case ALL_UNMUTED -> {
                allMuted = false;
                exempt.clear();
                muted.clear();
            }
            case HELD -> {
                held.add(whom);
                drop(whom);
            }
            case UNHELD -> held.remove(whom);
            case MODERATOR -> {
                moderators.add(whom);
                held.remove(whom);
            }
            case NO_MODERATOR -> moderators.remove(whom);
            case BANNED -> banned.add(whom);
            case UNBANNED -> banned.remove(whom);
            case FLOOR -> speaker = whom;
            case FLOOR_ENDED -> speaker = -1;
            case ON_HOLD -> onHold = true;
            case GOES_ON -> onHold = false;
            case LOCKED, UNLOCKED, LOBBY_ON, LOBBY_OFF, SLOW, NOT_SLOW, EXTENDED, PORT, ENDING -> {}
        }
    }

    private void check(boolean holds, LogEntry entry, String what) {
        if (!holds) {
            violations.add(what + ": " + entry);
        }
    }
}
