package dev.convoke.inbound;

import dev.convoke.admission.Admission;
import dev.convoke.admission.CodeAdmission;
import dev.convoke.admission.CodeGuard;
import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.LetIn;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.admission.Verdict.Times;
import dev.convoke.inbound.DoorService.CodeCall;
import dev.convoke.inbound.DoorService.PortCall;
import dev.convoke.inbound.DoorService.WordsCall;
import dev.convoke.inbound.Sight.Facts;
import dev.convoke.inbound.Sight.State;
import dev.convoke.invitation.Codes;
import dev.convoke.invitation.EntrancePoints;
import dev.convoke.room.event.Glance;
import dev.convoke.store.BookingRow;
import dev.convoke.store.CodeRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Durations;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Those who have connected to us and show a code, or say number and PIN. Blocks on the store for microseconds: on the {@code
 * admission} threads. A wrong code is told the same after the same work as one that was never made.
 */
final class CodeDoor {

    private final Admission admission;
    private final Codes codes;
    private final CodeAdmission doors;
    private final Meetings meetings;
    private final CodeGuard guard;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    CodeDoor(Admission admission, Codes codes, CodeAdmission doors, Meetings meetings, CodeGuard guard, Clock clock) {
        this.admission = admission;
        this.codes = codes;
        this.doors = doors;
        this.meetings = meetings;
        this.guard = guard;
        this.clock = clock;
    }

    /** A code that was found, or why none was. */
    private record Found(Optional<CodeRow> code, Refused refused) {}

    private Found find(String typed, String network) {
        Instant now = clock.instant();
        Optional<Duration> wait = guard.mustWait(network, now);
        if (wait.isPresent()) {
            String time = Durations.waitInWords(wait.get());
            return new Found(
                    Optional.empty(), new Refused(RefusalReason.CODE_DELAY, time, true, Times.pause(wait.get())));
        }
        Optional<CodeRow> code = codes.find(typed);
        if (code.isEmpty()) {
            guard.failed(network, now);
        }
        return new Found(code, new Refused(RefusalReason.BAD_CODE));
    }

    /** Decides about somebody who shows a code; completes on any thread. */
    CompletableFuture<Verdict> enter(CodeCall call) {
        Found found = find(call.typed(), call.network());
        if (found.code().isEmpty()) {
            return CompletableFuture.completedFuture(found.refused());
        }
        CodeRow code = found.code().get();
        Verdict verdict = doors.decide(code, call.nick(), clock.instant());
        return verdict instanceof LetIn in
                ? isMeant(call, code).thenCompose(meant -> meant ? use(call, code, in) : said(RefusalReason.BAD_CODE))
                : CompletableFuture.completedFuture(verdict);
    }

    /** Session and code must agree (US 8,018,877 step 380). */
    private CompletableFuture<Boolean> isMeant(CodeCall call, CodeRow code) {
        return call.session()
                .map(session -> glance(code)
                        .thenApply(seen -> seen.flatMap(Glance::meeting).equals(Optional.of(session))))
                .orElseGet(() -> CompletableFuture.completedFuture(true));
    }

    private CompletableFuture<Optional<Glance>> glance(CodeRow code) {
        return meetings.glance(code.room(), code.who(), code.by()).toCompletableFuture();
    }

    private CompletableFuture<Verdict> use(CodeCall call, CodeRow code, LetIn in) {
        return codes.use(code, call.resume())
                .thenApply(good ->
                        good ? new LetIn(in.entry(), codes.resume(code)) : new Refused(RefusalReason.CODE_ENDED));
    }

    /** Who came with a leg's secret has used the code before, and it stays used. */
    CompletableFuture<Boolean> handBack(CodeCall call) {
        return Optional.of(call)
                .filter(one -> codes.settings().isOnce() && one.resume().isEmpty())
                .flatMap(one -> codes.find(one.typed()))
                .map(codes::handBack)
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    private static CompletableFuture<Verdict> said(RefusalReason reason) {
        return CompletableFuture.completedFuture(new Refused(reason));
    }

    /** Decides about somebody who says number and PIN. */
    Verdict enter(WordsCall call) {
        return admission.decideByWords(guest(), call.number(), call.pin(), call.nick(), call.network());
    }

    /** Decides about somebody who has found the port of a meeting, which is proof enough. */
    Verdict enter(PortCall call) {
        return admission.decideByPort(guest(), call.number(), call.nick());
    }

    private Person.Guest guest() {
        return new Person.Guest(InvitationCode.generate(chance).digits().toLowerCase(Locale.ROOT));
    }

    /** Makes codes for a moderator who hands them on; completes on any thread with a row for each. */
    CompletableFuture<List<String>> bearers(ConferenceNumber room, Person by, int count) {
        return codes.bearer(room, by, count).thenApply(issued -> {
            List<String> rows = new ArrayList<>();
            EntrancePoints entrance = codes.entrance(room).withCode();
            issued.forEach(
                    one -> rows.add(entrance.words(one.code()).orElse(one.code().grouped())));
            if (issued.size() < count) {
                rows.add("There are no more codes for you within this hour.");
            }
            return rows;
        });
    }

    /** What a code is good for; completes on any thread. */
    CompletableFuture<Sight> look(String typed, String network) {
        Found found = find(typed, network);
        Optional<RoomRow> room = found.code().flatMap(doors::room);
        if (room.isEmpty()) {
            return CompletableFuture.completedFuture(Sight.refused(found.refused()));
        }
        CodeRow code = found.code().orElseThrow();
        Instant now = clock.instant();
        Optional<Refused> refused = doors.refusal(code, now);
        if (refused.filter(why -> why.reason() == RefusalReason.BAD_CODE || why.reason() == RefusalReason.BANNED)
                .isPresent()) {
            return CompletableFuture.completedFuture(Sight.refused(refused.get()));
        }
        Optional<BookingRow> booking = doors.booking(code, now);
        Facts facts = new Facts(code, room.get(), booking, booking.map(doors::doors), Optional.empty());
        if (refused.isPresent()) {
            State state = refused.get().reason() == RefusalReason.CODE_EARLY ? State.EARLY : State.OVER;
            return CompletableFuture.completedFuture(new Sight(state, refused, Optional.of(facts)));
        }
        return glance(code).thenApply(seen -> sight(facts, seen));
    }

    private static Sight sight(Facts facts, Optional<Glance> seen) {
        Facts all = new Facts(facts.code(), facts.room(), facts.booking(), facts.doors(), seen);
        return new Sight(seen.map(CodeDoor::state).orElse(State.AWAITED), Optional.empty(), Optional.of(all));
    }

    private static State state(Glance seen) {
        if (seen.here()) {
            return State.HERE_ELSEWHERE;
        }
        if (seen.locked()) {
            return State.LOCKED;
        }
        if (seen.full()) {
            return State.FULL;
        }
        return seen.meeting().isPresent() ? State.OPEN : State.AWAITED;
    }
}
