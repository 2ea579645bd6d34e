package dev.convoke.room;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.BanList.Ban;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Putting people out, for now or for good. Whether the caller is a moderator has been asked before. Runs on the room's event
 * loop.
 */
public final class Exclusion {

    private static final int MAX_BANS = 1_000;

    private final Room room;

    Exclusion(Room room) {
        this.room = room;
    }

    /** Puts someone out; {@code words} begins with the nick, a reason may follow. */
    public void kick(Seat by, String words) {
        assert room.inEventLoop();
        room.directory().find(by, words).ifPresent(found -> {
            if (found.who() == by) {
                by.refuse(Refusal.NOT_YOURSELF);
            } else {
                putOut(found.who(), Departure.KICKED, "put out", by.nick().text(), found.rest());
            }
        });
    }

    private void putOut(Seat target, Departure how, String verb, String by, String reason) {
        String why = "by " + by + (reason.isEmpty() ? "" : ": " + reason);
        target.tell(new PrivateEvent.Goodbye("You were " + verb + " " + why + "."));
        room.leave(target, how, why);
    }

    /** What a ban says about whom, for how long and why: the rest of the words is read by {@code terms}. */
    @FunctionalInterface
    public interface Terms {
        /** Reads {@code [for 2h] [reason]}; empty if it should be a span and is none. */
        Optional<Sentence> read(String words);
    }

    /** How long, if not for good, and why. */
    public record Sentence(Optional<Duration> span, String reason) {}

    /** Whether the words begin with the nick of someone who is or was here. */
    public boolean knows(String words) {
        assert room.inEventLoop();
        return NickMatch.find(words, this::hereOrGone).isPresent();
    }

    /** Bans someone who is or was here, by their nick. */
    public void ban(Seat by, String words, Terms terms) {
        assert room.inEventLoop();
        Optional<NickMatch<Participant>> found = NickMatch.find(words, this::hereOrGone);
        if (found.isEmpty()) {
            by.refuse(Refusal.NO_SUCH_NICK);
            return;
        }
        Participant who = found.get().who();
        terms.read(found.get().rest())
                .ifPresentOrElse(
                        sentence -> ban(by, who.person(), who.nick().text(), sentence),
                        () -> by.refuse(Refusal.BAD_SPAN));
    }

    private Optional<Participant> hereOrGone(Nick nick) {
        return room.people()
                .find(nick)
                .map(Seat::who)
                .or(() -> room.usher().absences().flatMap(absences -> absences.findByNick(nick)));
    }

    /** Bans a number, whoever it belongs to. */
    public void ban(Seat by, Msisdn number, Sentence sentence) {
        assert room.inEventLoop();
        Person who = new Person.Phone(number);
        String nick = room.people()
                .find(who)
                .map(seat -> seat.nick().text())
                .or(() -> room.usher()
                        .absences()
                        .flatMap(absences -> absences.find(who))
                        .map(absence -> absence.who().nick().text()))
                .orElse("");
        ban(by, who, nick, sentence);
    }

    private void ban(Seat by, Person who, String nick, Sentence sentence) {
        long now = room.clock().millis();
        if (who.equals(by.who().person())) {
            by.refuse(Refusal.NOT_YOURSELF);
            return;
        }
        if (bans().of(room.profile().number(), now).size() >= MAX_BANS) {
            by.refuse(Refusal.TOO_MANY_BANS);
            return;
        }
        long until = sentence.span().map(span -> now + span.toMillis()).orElse(Ban.FOREVER);
        bans().add(
                        room.profile().number(),
                        new Ban(who, nick, sentence.reason(), until, by.nick().text()));
        String span = sentence.span().map(s -> " for " + Durations.words(s)).orElse("");
        Optional<Seat> here = room.people().find(who);
        if (here.isPresent()) {
            putOut(here.get(), Departure.BANNED, "banned" + span, by.nick().text(), sentence.reason());
        } else if (!nick.isEmpty()) {
            ruled(Ruling.BANNED, by, nick, span);
        } else {
            by.tell(new PrivateEvent.PrivateNotice("That number is banned" + span + "."));
        }
    }

    /** Puts out those who have been banned from outside of the room. */
    void heedBans() {
        assert room.inEventLoop();
        for (Ban ban : bans().of(room.profile().number(), room.clock().millis())) {
            room.people()
                    .find(ban.who())
                    .ifPresent(seat -> putOut(seat, Departure.BANNED, "banned", ban.by(), ban.reason()));
        }
    }

    private BanList bans() {
        return room.ports().bans();
    }

    /** Lifts the ban of a number. */
    public void unban(Seat by, Msisdn number) {
        unban(by, new Person.Phone(number));
    }

    private void unban(Seat by, Person who) {
        assert room.inEventLoop();
        Optional<Ban> ban =
                bans().find(room.profile().number(), who, room.clock().millis());
        if (ban.isEmpty()) {
            by.refuse(Refusal.NO_SUCH_BAN);
            return;
        }
        bans().remove(room.profile().number(), who);
        if (ban.get().nick().isEmpty()) {
            by.tell(new PrivateEvent.PrivateNotice("That number may come in again."));
        } else {
            ruled(Ruling.UNBANNED, by, ban.get().nick(), "");
        }
    }

    /** About someone who is not here. */
    private void ruled(Ruling ruling, Seat by, String nick, String detail) {
        room.append(new RoomEvent.Ruled(ruling, Optional.of(by.nick()), Optional.of(new Nick(nick)), detail));
    }

    /** Lifts the ban of someone who was banned under that nick. */
    public void unban(Seat by, String nick) {
        Optional<Person> banned = bans()
                .of(room.profile().number(), room.clock().millis())
                .stream()
                .filter(ban -> ban.nick().equalsIgnoreCase(nick))
                .map(Ban::who)
                .findFirst();
        banned.ifPresentOrElse(found -> unban(by, found), () -> by.refuse(Refusal.NO_SUCH_BAN));
    }

    /** Lists who is banned. */
    public void list(Seat by) {
        long now = room.clock().millis();
        boolean showsNumbers = room.profile().policy().privacy().numbers() != RoomPolicy.Numbers.NOBODY;
        List<String> rows = bans().of(room.profile().number(), now).stream()
                .map(ban -> row(ban, now, showsNumbers))
                .sorted()
                .toList();
        by.tell(new PrivateEvent.Listing(rows.isEmpty() ? List.of("Nobody is banned.") : rows));
    }

    private static String row(Ban ban, long now, boolean showsNumbers) {
        String number = ban.who()
                .phone()
                .map(phone -> showsNumbers ? phone.e164() : phone.masked())
                .orElse("a guest");
        String who = ban.nick().isEmpty() ? number : ban.nick() + ", " + number;
        String span = ban.untilMs() == Ban.FOREVER
                ? "for good"
                : "for " + Durations.words(Duration.ofSeconds((ban.untilMs() - now + 999) / 1_000));
        return who + ", " + span + (ban.reason().isEmpty() ? "" : ": " + ban.reason());
    }
}
