package dev.convoke.room;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Tells a meeting who comes and goes. In calm times at once; when many come or go within a second, the rest of them in one
 * notice at the next tick; in a meeting beyond a size not at all. Whoever speaks before they were announced is announced
 * first. There is no timer of its own.
 *
 * <p>Owned by the room's event loop.
 */
final class Announcer {

    /** So many notices a second are given one by one. */
    private static final int SINGLE_NOTICES = 3;

    private final RoomOutput out;
    private final IntSupplier present;
    private final int upToPeople;
    private final List<Participant> came = new ArrayList<>(0);
    private final List<Gone> went = new ArrayList<>(0);
    private int notices;

    private record Gone(Nick nick, Departure why, String detail) {}

    /**
     * An announcer.
     *
     * @param present how many are in the meeting
     * @param upToPeople beyond so many, comings and goings are not announced
     */
    Announcer(RoomOutput out, IntSupplier present, int upToPeople) {
        this.out = out;
        this.present = present;
        this.upToPeople = upToPeople;
    }

    /** Someone is in the meeting; {@code again} if they were before. */
    void came(Participant who, boolean again) {
        if (again && !went.isEmpty()) {
            flush();
        }
        if (isSilent()) {
            who.announced(true);
            return;
        }
        who.announced(false);
        came.add(who);
        soon();
    }

    /** Someone is no longer in the meeting. What a moderator did to them is told in a meeting of any size. */
    void went(Participant who, Departure why, String detail) {
        announceFirst(who);
        boolean moderated = why == Departure.KICKED || why == Departure.BANNED;
        if (moderated) {
            flush();
            out.append(new RoomEvent.Left(who.nick(), why, detail, present()));
        } else if (!isSilent()) {
            went.add(new Gone(who.nick(), why, detail));
            soon();
        }
    }

    private boolean isSilent() {
        return present() > upToPeople;
    }

    private int present() {
        return present.getAsInt();
    }

    private void soon() {
        if (notices < SINGLE_NOTICES) {
            flush();
        }
    }

    /** Before anything that this person does: the others know that they are here. */
    void announceFirst(Participant who) {
        if (!who.isAnnounced()) {
            flush();
        }
    }

    /** Once a second: what was gathered is told, and the count begins anew. */
    void tick() {
        flush();
        notices = 0;
    }

    /** Tells what was gathered: first who went, because a nick may have passed on. */
    void flush() {
        if (went.size() == 1) {
            Gone one = went.get(0);
            tell(new RoomEvent.Left(one.nick(), one.why(), one.detail(), present()));
        } else if (!went.isEmpty()) {
            tell(new RoomEvent.LeftTogether(went.stream().map(Gone::nick).toList(), present()));
        }
        went.clear();
        if (!came.isEmpty()) {
            came.forEach(who -> who.announced(true));
            tell(new RoomEvent.Joined(came.stream().map(Participant::nick).toList(), present()));
            came.clear();
        }
    }

    private void tell(RoomEvent event) {
        notices++;
        out.append(event);
    }
}
