package dev.convoke.room;

import dev.convoke.room.command.BanTerms;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.BanList.Ban;
import dev.convoke.room.roster.NickMatch;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Putting people out, for now or for good. That those who do it may has been asked before. Runs on the room's event loop. */
final class Exclusion {

    private static final int MAX_BANS = 1_000;

    private final RoomContext context;
    private final Roster roster;
    private final Leaving leaving;
    private final RoomOutput out;

    Exclusion(RoomContext context, Roster roster, Leaving leaving, RoomOutput out) {
        this.context = context;
        this.roster = roster;
        this.leaving = leaving;
        this.out = out;
    }

    /** Puts someone out; {@code words} begins with the nick, a reason may follow. */
    Result kick(By by, String words) {
        Optional<NickMatch<Seat>> found = NickMatch.find(words, roster::find);
        if (found.isEmpty()) {
            return new Refused(CommandRefusal.NO_SUCH_NICK);
        }
        Seat target = found.get().who();
        if (by.sitsAt(target)) {
            return new Refused(CommandRefusal.NOT_YOURSELF);
        }
        putOut(target, Departure.KICKED, "put out", by.name(false), found.get().rest());
        return Result.Done.DONE;
    }

    private void putOut(Seat target, Departure how, String verb, String by, String reason) {
        context.ports().passes().revoke(context.number(), target.who().person());
        String why = "by " + by + (reason.isEmpty() ? "" : ": " + reason);
        Farewell code = how == Departure.BANNED ? Farewell.BANNED : Farewell.KICKED;
        target.tell(new PrivateEvent.Goodbye(code, "You were " + verb + " " + why + ".", by, reason));
        leaving.leave(target, how, why);
    }

    /** Bans someone who is or was here, by their nick. */
    Result ban(By by, String words) {
        Optional<NickMatch<Participant>> found = NickMatch.find(words, roster::hereOrGone);
        if (found.isEmpty()) {
            return new Refused(CommandRefusal.NO_SUCH_NICK);
        }
        Participant who = found.get().who();
        return BanTerms.parse(found.get().rest())
                .map(terms -> ban(by, who.person(), who.nick().text(), terms))
                .orElseGet(() -> new Refused(CommandRefusal.BAD_SPAN));
    }

    /** Bans a number, whoever it belongs to. */
    Result ban(By by, Msisdn number, BanTerms terms) {
        Person who = new Person.Phone(number);
        String nick = roster.find(who)
                .map(seat -> seat.nick().text())
                .or(() -> roster.departed()
                        .find(who)
                        .map(absence -> absence.who().nick().text()))
                .orElse("");
        return ban(by, who, nick, terms);
    }

    private Result ban(By by, Person who, String nick, BanTerms terms) {
        long now = context.nowMs();
        if (by.person().filter(who::equals).isPresent()) {
            return new Refused(CommandRefusal.NOT_YOURSELF);
        }
        if (bans().of(context.number(), now).size() >= MAX_BANS) {
            return new Refused(CommandRefusal.TOO_MANY_BANS);
        }
        long until = terms.span().map(span -> now + span.toMillis()).orElse(Ban.FOREVER);
        bans().add(context.number(), new Ban(who, nick, terms.reason(), until, by.name(false)));
        String span = terms.span().map(s -> " for " + Durations.words(s)).orElse("");
        context.ports().passes().revoke(context.number(), who);
        Optional<Seat> here = roster.find(who);
        if (here.isPresent()) {
            putOut(here.get(), Departure.BANNED, "banned" + span, by.name(false), terms.reason());
        } else if (!nick.isEmpty()) {
            ruled(Ruling.BANNED, by, nick, span);
        } else {
            return new Result.Told("That number is banned" + span + ".");
        }
        return Result.Done.DONE;
    }

    /** Puts out those who have been banned from outside of the room. */
    void heedBans() {
        assert context.inEventLoop();
        for (Ban ban : bans().of(context.number(), context.nowMs())) {
            roster.find(ban.who()).ifPresent(seat -> putOut(seat, Departure.BANNED, "banned", ban.by(), ban.reason()));
        }
    }

    private BanList bans() {
        return context.ports().bans();
    }

    /** Lifts the ban of a number. */
    Result unban(By by, Msisdn number) {
        return unban(by, new Person.Phone(number));
    }

    private Result unban(By by, Person who) {
        Optional<Ban> ban = bans().find(context.number(), who, context.nowMs());
        if (ban.isEmpty()) {
            return new Refused(CommandRefusal.NO_SUCH_BAN);
        }
        bans().remove(context.number(), who);
        if (ban.get().nick().isEmpty()) {
            return new Result.Told("That number may come in again.");
        }
        ruled(Ruling.UNBANNED, by, ban.get().nick(), "");
        return Result.Done.DONE;
    }

    /** About someone who is not here. */
    private void ruled(Ruling ruling, By by, String nick, String detail) {
        out.append(new RoomEvent.Ruled(ruling, by.nick(), Optional.of(new Nick(nick)), detail));
    }

    /** Lifts the ban of someone who was banned under that nick. */
    Result unban(By by, String nick) {
        return bans().of(context.number(), context.nowMs()).stream()
                .filter(ban -> ban.nick().equalsIgnoreCase(nick))
                .map(Ban::who)
                .findFirst()
                .map(who -> unban(by, who))
                .orElseGet(() -> new Refused(CommandRefusal.NO_SUCH_BAN));
    }

    /** Lists who is banned. */
    Result list() {
        long now = context.nowMs();
        boolean showsNumbers = context.policy().privacy().numbers() != RoomPolicy.Numbers.NOBODY;
        List<Ban> bans = bans().of(context.number(), now);
        List<String> rows =
                bans.stream().map(ban -> row(ban, now, showsNumbers)).sorted().toList();
        PrivateEvent.Values values = new PrivateEvent.Values.Bans(
                bans.stream().map(ban -> banned(ban, showsNumbers)).toList());
        return new Result.Listing(rows.isEmpty() ? List.of("Nobody is banned.") : rows, Optional.of(values));
    }

    private static PrivateEvent.Banned banned(Ban ban, boolean showsNumbers) {
        return new PrivateEvent.Banned(
                ban.nick(),
                numberOf(ban, showsNumbers).orElse(""),
                ban.untilMs() == Ban.FOREVER ? 0 : ban.untilMs(),
                ban.reason(),
                ban.by());
    }

    private static Optional<String> numberOf(Ban ban, boolean showsNumbers) {
        return ban.who().phone().map(phone -> showsNumbers ? phone.e164() : phone.masked());
    }

    private static String row(Ban ban, long now, boolean showsNumbers) {
        String number = numberOf(ban, showsNumbers).orElse("a guest");
        String who = ban.nick().isEmpty() ? number : ban.nick() + ", " + number;
        String span = ban.untilMs() == Ban.FOREVER
                ? "for good"
                : "for " + Durations.words(Duration.ofSeconds((ban.untilMs() - now + 999) / 1_000));
        return who + ", " + span + (ban.reason().isEmpty() ? "" : ": " + ban.reason());
    }
}
