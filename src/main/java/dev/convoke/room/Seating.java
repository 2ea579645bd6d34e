package dev.convoke.room;

import dev.convoke.room.Departed.Absence;
import dev.convoke.room.Room.Phase;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.port.Leg;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** People's coming and going: from the door to the lobby or a seat in the meeting, and out again. Owned by the room's event loop. */
final class Seating {

    private static final Logger LOG = LoggerFactory.getLogger(Seating.class);

    private final Room room;
    private final Roster roster;

    /** Null until the first departure from the meeting. */
    private @Nullable Departed absences;

    Seating(Room room) {
        this.room = room;
        this.roster = room.people();
    }

    Optional<Departed> absences() {
        return Optional.ofNullable(absences);
    }

    /** Nobody is remembered any more. */
    void forget() {
        absences = null;
    }

    // ---- coming -------------------------------------------------------------------------------------------------

    /** A leg comes to the door; its connection stands. */
    Entrance enter(RoomEntry entry, Leg leg) {
        assert room.inEventLoop();
        Optional<Seat> known = roster.find(entry.who());
        if (known.isPresent()) {
            return isModeratorWithoutPin(known.get(), entry)
                    ? turnAway(leg, RefusalReason.PIN_TO_MOVE)
                    : new Entrance.Seated(replaceLeg(known.get(), entry, leg));
        }
        Optional<Absence> before = absences().flatMap(gone -> gone.find(entry.who()));
        boolean mayReturn = before.filter(Absence::mayReturn).isPresent();
        Role role = room.door().roleOf(entry, before);
        Optional<RefusalReason> refusal = room.door().refusal(entry, role, mayReturn);
        if (refusal.isPresent()) {
            return turnAway(leg, refusal.get());
        }
        Seat seat = new Seat(room, participant(entry, role), leg);
        roster.add(seat);
        place(seat, true, mayReturn);
        return new Entrance.Seated(seat);
    }

    /** A sender's number can be forged: nobody takes a moderator's seat by number alone while it is taken. */
    private static boolean isModeratorWithoutPin(Seat seat, RoomEntry entry) {
        return seat.who().isModerator() && !seat.isAway() && entry.role() != Role.MODERATOR;
    }

    private Entrance turnAway(Leg leg, RefusalReason reason) {
        leg.send(new PrivateEvent.Goodbye(reason.sentence("")));
        if (roster.isEmpty()) {
            // A room that was made for this one alone must not stay.
            room.nobodyIsHere();
        }
        return new Entrance.TurnedAway(reason);
    }

    /** A new person, or one who was here before: then what was decided about them still holds. */
    private Participant participant(RoomEntry entry, Role role) {
        Optional<Absence> taken = absences().flatMap(gone -> gone.take(entry.who()));
        Optional<Nick> wish =
                entry.nick().or(() -> taken.map(absence -> absence.who().nick()));
        Nick nick = roster.freeNick(wish, this::isReserved);
        Participant who = taken.map(Absence::who)
                .orElseGet(() ->
                        new Participant(entry.who(), nick, role, room.clock().millis()));
        who.returns(nick, role, room.clock().millis());
        return who;
    }

    private boolean isReserved(Nick nick) {
        return absences != null && absences.isReserved(nick, room.nowNanos());
    }

    /** Whether someone who is here cannot take that nick now, because others have it or one that looks like it. */
    boolean isGoneFor(Participant who, Nick nick) {
        return roster.isTakenFrom(who, nick) || isReserved(nick);
    }

    /** The same person on a new leg: the old one goes, and nobody else notices. */
    private Seat replaceLeg(Seat old, RoomEntry entry, Leg leg) {
        boolean wasLost = old.isAway();
        if (!wasLost) {
            // Before the good-bye, which would count among what has not arrived.
            old.onAway();
        }
        old.tell(new PrivateEvent.Goodbye("You came in again from elsewhere."));
        Participant who = old.who();
        boolean isPromoted = entry.role() == Role.MODERATOR && !who.isModerator();
        if (isPromoted) {
            who.becomesModerator();
        }
        Seat seat = new Seat(room, who, leg);
        boolean sameFormat = old.leg().format() == leg.format();
        boolean goesOn = goesOn(old, seat, wasLost);
        room.withMeeting(on -> on.broadcast().part(old));
        old.giveUp();
        roster.replace(old, seat);
        if (goesOn && wasLost && sameFormat && !isPromoted) {
            seat.tell(new PrivateEvent.PrivateNotice("You are connected again."));
            seat.goOn();
            return seat;
        }
        boolean isNewcomer = who.inLobby();
        if (isPromoted && !isNewcomer) {
            room.ruled(Ruling.MODERATOR, Optional.empty(), Optional.of(who), "");
        }
        place(seat, isNewcomer, false);
        return seat;
    }

    /**
     * A new leg gets what the device has not received of the old one, and what was said in between, as far as the log holds it.
     * A program that comes anew before its leg is lost knows how far it is, and asks for the rest by number.
     */
    private boolean goesOn(Seat old, Seat seat, boolean wasLost) {
        @Nullable Meeting on = room.meeting();
        boolean asks = !wasLost && seat.leg().format().isNumbered();
        return on != null && !asks && on.broadcast().resume(old, seat);
    }

    private void place(Seat seat, boolean isNewcomer, boolean again) {
        Participant who = seat.who();
        if (room.phase() == Phase.WAITING && who.isModerator()) {
            roster.inLobby(seat, false);
            open(seat);
        } else if (room.phase() == Phase.WAITING || (isNewcomer && room.door().mustWait(who, again))) {
            boolean isNews = !who.inLobby();
            roster.inLobby(seat, true);
            tellToWait(seat);
            if (isNews && room.phase() == Phase.OPEN) {
                room.door().waits(seat);
            }
        } else {
            seatInMeeting(seat, isNewcomer, again);
        }
    }

    /** Step 440: the moderator's connection stands, and the room is open for everyone who waited. */
    private void open(Seat moderator) {
        Meeting on = room.begin();
        List<Nick> present = new ArrayList<>();
        for (Seat seat : List.copyOf(roster.seats())) {
            Participant who = seat.who();
            if (room.door().mustWait(who, false)) {
                seat.tell(new PrivateEvent.Waiting(room.profile(), seat.nick(), true));
                continue;
            }
            roster.inLobby(seat, false);
            present.add(who.nick());
            on.open(who);
            on.broadcast().join(seat);
        }
        on.broadcast().hearers().forEach(this::welcome);
        on.append(new RoomEvent.Opened(moderator.nick(), present));
        room.door().tellWaiting(moderator);
        LOG.info("room {} open with {} in it", room.profile().number(), present.size());
    }

    /** Tells someone where they are. */
    void welcome(Seat seat) {
        Participant who = seat.who();
        room.withMeeting(on -> seat.tell(new PrivateEvent.Welcome(
                room.profile(),
                on.place(seat),
                who.nick(),
                who.role(),
                roster.present(),
                room.rules().topic())));
    }

    /** A leg speaks another format from now on: it is told again where it is, and hears on from where it stood. */
    void translate(Seat seat) {
        if (seat.who().inLobby()) {
            tellToWait(seat);
            return;
        }
        room.withMeeting(on -> {
            if (seat.isPresent()) {
                on.broadcast().translate(seat);
            }
        });
        welcome(seat);
        if (seat.who().isHeld()) {
            tellHeld(seat);
        }
    }

    private static void tellHeld(Seat seat) {
        seat.tell(new PrivateEvent.PrivateNotice("You are on hold: you hear nobody and nobody hears you."));
    }

    private void tellToWait(Seat seat) {
        seat.tell(new PrivateEvent.Waiting(room.profile(), seat.nick(), room.phase() == Phase.OPEN));
    }

    private void seatInMeeting(Seat seat, boolean isNewcomer, boolean again) {
        Participant who = seat.who();
        room.stopEmptyTimer();
        roster.inLobby(seat, false);
        room.withMeeting(on -> {
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
            room.settle(who);
            room.watch().here(who);
            room.door().tellWaiting(seat);
        }
    }

    /** A moderator lets someone in from the lobby. */
    void admit(Seat seat) {
        if (!seat.isLeft() && seat.who().inLobby()) {
            seatInMeeting(seat, true, false);
        }
    }

    // ---- going --------------------------------------------------------------------------------------------------

    /** Someone goes, whatever the way. */
    void leave(Seat seat, Departure how, String detail) {
        assert room.inEventLoop();
        if (seat.isLeft()) {
            return;
        }
        Participant who = seat.who();
        room.settle(who);
        seat.giveUp();
        roster.remove(seat);
        room.floor().drop(who);
        @Nullable Meeting on = room.meeting();
        if (on != null) {
            on.broadcast().part(seat);
        }
        if (on != null && room.phase() == Phase.OPEN) {
            remember(who, how);
            if (!who.inLobby()) {
                on.record().left(who.person(), how, room.clock().millis());
                on.announcer().went(who, how, detail);
            }
            if (who.isModerator()) {
                room.watch().gone();
            }
        }
        if (roster.present() == 0) {
            room.nobodyIsHere();
        }
    }

    private void remember(Participant who, Departure how) {
        if (absences == null) {
            absences = new Departed(
                    room.profile().policy().doors().nickReservation().toNanos());
        }
        boolean isPutOut = how == Departure.KICKED || how == Departure.BANNED;
        absences.add(who, room.nowNanos(), !isPutOut && !who.inLobby());
    }
}
