package dev.convoke.room;

import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.port.Leg;
import dev.convoke.room.roster.Departed.Absence;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** People's coming: from the door to the lobby or a seat in the meeting. Owned by the room's event loop. */
final class Seating {

    private static final Logger LOG = LoggerFactory.getLogger(Seating.class);

    /** What seating somebody asks of the room. */
    interface House extends Seat.Keeper {

        /** Step 440: from now on there is a meeting. */
        Meeting begin();

        /** Somebody is in the meeting again. */
        void somebodyIsHere();

        /** Nobody is in the meeting; someone may still be in the lobby. */
        void nobodyIsHere();
    }

    private final House house;
    private final RoomContext context;
    private final Roster roster;
    private final Door door;
    private final Floor floor;
    private final Directory directory;
    private final ModeratorWatch watch;
    private final Course course;

    Seating(
            House house,
            RoomContext context,
            Roster roster,
            Door door,
            Floor floor,
            Directory directory,
            ModeratorWatch watch,
            Course course) {
        this.floor = floor;
        this.directory = directory;
        this.house = house;
        this.context = context;
        this.roster = roster;
        this.door = door;
        this.watch = watch;
        this.course = course;
    }

    /** A leg comes to the door; its connection stands. */
    Entrance enter(RoomEntry entry, Leg leg) {
        assert context.inEventLoop();
        Optional<Seat> known = roster.find(entry.who());
        if (known.isPresent()) {
            return isModeratorWithoutPin(known.get(), entry)
                    ? turnAway(leg, RefusalReason.PIN_TO_MOVE)
                    : new Entrance.Seated(replaceLeg(known.get(), entry, leg));
        }
        Optional<Absence> before = roster.departed().find(entry.who());
        boolean mayReturn = before.filter(Absence::mayReturn).isPresent();
        Role role = door.roleOf(entry, before);
        Optional<RefusalReason> refusal = door.refusal(entry, role, mayReturn);
        if (refusal.isPresent()) {
            return turnAway(leg, refusal.get());
        }
        Seat seat = new Seat(house, participant(entry, role), leg);
        roster.add(seat);
        place(seat, true, mayReturn);
        return new Entrance.Seated(seat);
    }

    /** A sender's number can be forged: nobody takes a moderator's seat by number alone while it is taken. */
    private static boolean isModeratorWithoutPin(Seat seat, RoomEntry entry) {
        return seat.who().isModerator() && !seat.isAway() && entry.role() != Role.MODERATOR;
    }

    private Entrance turnAway(Leg leg, RefusalReason reason) {
        Farewell code = reason == RefusalReason.BANNED ? Farewell.BANNED : Farewell.REFUSED;
        leg.send(new PrivateEvent.Goodbye(code, reason.sentence(""), "", reason.label()));
        if (roster.isEmpty()) {
            // A room that was made for this one alone must not stay.
            house.nobodyIsHere();
        }
        return new Entrance.TurnedAway(reason);
    }

    /** A new person, or one who was here before: then what was decided about them still holds. */
    private Participant participant(RoomEntry entry, Role role) {
        Optional<Absence> taken = roster.departed().take(entry.who());
        Optional<Nick> desired =
                entry.nick().or(() -> taken.map(absence -> absence.who().nick()));
        Nick nick = roster.freeNick(desired);
        Participant who =
                taken.map(Absence::who).orElseGet(() -> new Participant(entry.who(), nick, role, context.nowMs()));
        who.returns(nick, role, context.nowMs());
        return who;
    }

    /** The same person on a new leg: the old one goes, and nobody else notices. */
    private Seat replaceLeg(Seat old, RoomEntry entry, Leg leg) {
        boolean wasLost = old.isAway();
        if (!wasLost) {
            // Before the good-bye, which would count among what has not arrived.
            old.onAway();
        }
        old.tell(new PrivateEvent.Goodbye(Farewell.REPLACED, "You came in again from elsewhere."));
        Participant who = old.who();
        boolean isPromoted = entry.role() == Role.MODERATOR && !who.isModerator();
        if (isPromoted) {
            who.becomesModerator();
        }
        Seat seat = new Seat(house, who, leg);
        boolean sameFormat = old.leg().format() == leg.format();
        boolean goesOn = goesOn(old, seat, wasLost);
        course.withMeeting(on -> on.broadcast().part(old));
        old.giveUp();
        roster.replace(old, seat);
        if (!who.inLobby()) {
            seat.resumes();
        }
        if (goesOn && wasLost && sameFormat && !isPromoted) {
            seat.tell(new PrivateEvent.PrivateNotice("You are connected again."));
            if (leg.format().isNumbered()) {
                // For a program: where it is, and from which number on it hears, in no human language.
                welcome(seat);
                brief(seat);
            }
            seat.goOn();
            return seat;
        }
        boolean isNewcomer = who.inLobby();
        if (isPromoted && !isNewcomer) {
            course.ruled(Ruling.MODERATOR, Optional.empty(), Optional.of(who), "");
        }
        place(seat, isNewcomer, false);
        return seat;
    }

    /**
     * A new leg gets what the device has not received of the old one, and what was said in between, as far as the log holds it.
     * A program that comes anew before its leg is lost knows how far it is, and asks for the rest by number.
     */
    private boolean goesOn(Seat old, Seat seat, boolean wasLost) {
        @Nullable Meeting on = course.meeting();
        boolean asks = !wasLost && seat.leg().format().isNumbered();
        return on != null && !asks && on.broadcast().resume(old, seat);
    }

    private void place(Seat seat, boolean isNewcomer, boolean again) {
        Participant who = seat.who();
        if (course.phase() == Phase.WAITING && who.isModerator()) {
            roster.inLobby(seat, false);
            open(seat);
        } else if (course.phase() == Phase.WAITING || (isNewcomer && door.mustWait(who, again))) {
            boolean isNews = !who.inLobby();
            roster.inLobby(seat, true);
            tellToWait(seat);
            if (isNews && course.phase() == Phase.OPEN) {
                door.waits(seat);
            }
        } else {
            seatInMeeting(seat, isNewcomer, again);
        }
    }

    /** Step 440: the moderator's connection stands, and the room is open for everyone who waited. */
    private void open(Seat moderator) {
        Meeting on = house.begin();
        List<Nick> moderators = List.of(moderator.nick());
        List<Nick> present = new ArrayList<>();
        for (Seat seat : List.copyOf(roster.seats())) {
            Participant who = seat.who();
            if (door.mustWait(who, false)) {
                seat.tell(directory.waiting(seat, moderators));
                continue;
            }
            roster.inLobby(seat, false);
            present.add(who.nick());
            on.open(who);
            on.broadcast().join(seat);
        }
        on.broadcast().hearers().forEach(this::welcome);
        on.append(new RoomEvent.Opened(moderator.nick(), present));
        brief(moderator);
        LOG.info("room {} open with {} in it", context.number(), present.size());
    }

    /** Tells someone where they are. */
    void welcome(Seat seat) {
        course.withMeeting(on -> seat.tell(directory.welcome(seat, on)));
    }

    /** Tells a moderator who waits to come in, and a program also who waits for a turn to speak. */
    void brief(Seat seat) {
        if (seat.who().isModerator() && course.phase() == Phase.OPEN) {
            door.tellWaiting(seat);
            floor.tellQueue(seat);
        }
    }

    /** A leg speaks another format from now on: it is told again where it is, and hears on from where it stood. */
    void translate(Seat seat) {
        if (seat.who().inLobby()) {
            tellToWait(seat);
            return;
        }
        course.withMeeting(on -> {
            if (seat.isPresent()) {
                on.broadcast().translate(seat);
            }
        });
        welcome(seat);
        brief(seat);
        if (seat.who().isHeld()) {
            tellHeld(seat);
        }
    }

    private static void tellHeld(Seat seat) {
        seat.tell(new PrivateEvent.PrivateNotice("You are on hold: you hear nobody and nobody hears you."));
    }

    private void tellToWait(Seat seat) {
        seat.tell(directory.waiting(seat));
    }

    private void seatInMeeting(Seat seat, boolean isNewcomer, boolean again) {
        Participant who = seat.who();
        house.somebodyIsHere();
        door.waitsNoMore(seat);
        roster.inLobby(seat, false);
        course.withMeeting(on -> {
            if (isNewcomer) {
                on.admit(who, again);
            }
            // After the notice of their coming, which is for the others: what follows is theirs to hear.
            welcome(seat);
            if (who.isHeld()) {
                tellHeld(seat);
                return;
            }
            if (isNewcomer) {
                on.tellHistory(seat);
            }
            if (on.broadcast().hears(seat)) {
                seat.goOn();
            } else {
                on.hear(seat);
            }
        });
        if (who.isModerator()) {
            course.announceFirst(who);
            watch.here(who);
            brief(seat);
        }
    }

    /** A moderator lets someone in from the lobby. */
    void admit(Seat seat) {
        if (!seat.isLeft() && seat.who().inLobby()) {
            seatInMeeting(seat, true, false);
        }
    }
}
