package dev.convoke.invitation;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.Consent;
import dev.convoke.admission.KeyedRateLimiter;
import dev.convoke.admission.ServiceNumbers;
import dev.convoke.invitation.Codes.Grant;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.MobileTerminated.Urgency;
import dev.convoke.room.command.ModeratorCommand.Invite;
import dev.convoke.room.port.Inviter.Host;
import dev.convoke.sms.SingleSms;
import dev.convoke.store.BanRow;
import dev.convoke.store.BookingRow;
import dev.convoke.store.InvitationRow;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberingPlan.Phones;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Invites phone numbers to a room by text: by {@code INVITE} as by {@code /invite}.
 *
 * <p>An invitation is a row before it is a text. A moderator's lets its number in though the room be locked, whether a meeting is on or
 * is yet to come, and after a restart too. It ends, and is not delivered any more, with the booking that is on or next; in a room
 * without bookings after two hours.
 *
 * <p>Nobody is pestered: not who sent STOP, is blocked by the operator or banned from the room; nobody twice within a minute,
 * whoever invites to whatever room, which the rows say, so that a restart does not forget it; and a moderator has so many
 * invitations an hour, a participant few. Blocks on the store for microseconds; any thread but an event loop.
 */
public final class Invitations {

    /** So far apart are two invitations of one number. */
    public static final Duration APART = Duration.ofMinutes(1);

    private static final int MAX_SHOWN_CHARS = 40;
    private static final Duration WITHOUT_BOOKING = Duration.ofHours(2);
    private static final String JUST_INVITED = "was just invited";

    private final Store store;
    private final Consent consent;
    private final ServiceNumbers home;
    private final Codes codes;
    private final Outlet outbox;
    private final KeyedRateLimiter<Person> perModerator;
    private final KeyedRateLimiter<Person> perParticipant;
    private final Clock clock;

    /** Takes invitations; must not block. */
    @FunctionalInterface
    public interface Outlet {
        /**
         * Takes one.
         *
         * @param host who is to be told what becomes of it; empty for what nobody would ask about
         */
        void send(MobileTerminated text, Optional<Person> host);
    }

    /**
     * Invitations.
     *
     * @param settings how many a moderator has, and a participant
     * @param codes what people come in by, where there is a way in for them
     * @param outbox takes texts; must not block
     */
    public Invitations(
            Store store,
            Consent consent,
            ServiceNumbers home,
            AdmissionSettings settings,
            Codes codes,
            Outlet outbox,
            Clock clock) {
        this.store = store;
        this.consent = consent;
        this.home = home;
        this.codes = codes;
        this.outbox = outbox;
        this.perModerator = new KeyedRateLimiter<>(settings.invitations(), settings.remembered());
        this.perParticipant = new KeyedRateLimiter<>(settings.invitationsParticipants(), settings.remembered());
        this.clock = clock;
    }

    /**
     * Somebody's wish.
     *
     * @param room to where
     * @param host who invites, a guest perhaps; that they may has been found out
     * @param texted the service number that they texted; empty if they are in the room
     * @param typed the phone numbers as they wrote them, one or more in each
     */
    public record Wish(ConferenceNumber room, Host host, Optional<ServiceNumber> texted, List<String> typed) {
        /** Copies the numbers. */
        public Wish {
            typed = List.copyOf(typed);
        }

        private Person by() {
            return host.who();
        }
    }

    /** The meeting that people are invited to. */
    private record Occasion(RoomRow room, ServiceNumber number, Optional<BookingRow> booking, Instant until) {}

    /**
     * What one of them is texted.
     *
     * @param forPrograms the same for a program on their phone, where such are told
     */
    private record Texts(String forPeople, Optional<String> forPrograms) {}

    /** Who is invited, and what is said of the others. */
    private record Guests(Set<Msisdn> invited, List<String> others) {

        void refuse(Msisdn who, String why) {
            others.add(who.shortened() + " " + why);
        }

        /** Without those whom someone else has invited in this very moment. */
        Guests onlyWith(Set<Msisdn> written) {
            Guests left = new Guests(written, new ArrayList<>(others));
            invited.stream().filter(who -> !written.contains(who)).forEach(who -> left.refuse(who, JUST_INVITED));
            return left;
        }
    }

    /**
     * Invites.
     *
     * @return completes on any thread with a sentence for whoever invites, one SMS at most, when the invitations are on disk;
     *     exceptionally only if the server is in trouble
     */
    public CompletionStage<String> invite(Wish wish) {
        String room = "Room " + wish.room();
        // Half a number is a stranger's: where one thing is no number, nobody is invited.
        Phones phones = home.phones(String.join(", ", wish.typed()));
        if (phones.unread().isPresent()) {
            return said(room + ": 0 invited; " + shown(phones.unread().get()) + " is no phone number" + home.hint());
        }
        if (phones.numbers().size() > Invite.MAX_NUMBERS) {
            return said(room + ": invite at most " + Invite.MAX_NUMBERS + " numbers at once.");
        }
        Instant now = clock.instant();
        Optional<RoomRow> row = store.rooms().find(wish.room());
        Optional<BookingRow> nearest = store.bookings().nearest(wish.room(), now);
        Optional<BookingRow> booking = nearest.filter(one -> now.isBefore(one.end()));
        if (row.isEmpty() || (nearest.isPresent() && booking.isEmpty())) {
            return said(room + " has no booking that is on or to come: nobody could enter it.");
        }
        Optional<ServiceNumber> number =
                row.get().serviceNumber().or(wish::texted).or(home::firstNumber);
        if (number.isEmpty()) {
            return said(room + " has no service number that could be texted.");
        }
        Instant until = booking.map(BookingRow::end).orElse(now.plus(WITHOUT_BOOKING));
        Occasion occasion = new Occasion(row.get(), number.get(), booking, until);
        Guests guests = sort(wish, phones.numbers(), now);
        return store.invitations().put(rows(wish, occasion, guests, now), APART).thenCompose(invited -> {
            Guests settled = guests.onlyWith(invited);
            return texts(wish, occasion, settled, now).thenApply(texts -> {
                send(wish.by(), occasion, settled, texts);
                return answer(room, settled);
            });
        });
    }

    private static CompletionStage<String> said(String sentence) {
        return CompletableFuture.completedFuture(sentence);
    }

    private static String shown(String unread) {
        return unread.length() > MAX_SHOWN_CHARS ? unread.substring(0, MAX_SHOWN_CHARS) + ".." : unread;
    }

    private Guests sort(Wish wish, List<Msisdn> numbers, Instant now) {
        Set<Person> banned =
                store.bans().ofRoom(wish.room(), now).stream().map(BanRow::who).collect(Collectors.toSet());
        Guests guests = new Guests(new LinkedHashSet<>(), new ArrayList<>());
        for (Msisdn number : new LinkedHashSet<>(numbers)) {
            objection(wish, number, banned, now)
                    .ifPresentOrElse(
                            why -> guests.refuse(number, why),
                            () -> guests.invited().add(number));
        }
        return guests;
    }

    private Optional<String> objection(Wish wish, Msisdn who, Set<Person> banned, Instant now) {
        if (home.isOurs(who)) {
            return Optional.of("is a number of ours");
        }
        if (consent.isStopped(who)) {
            return Optional.of("has sent STOP");
        }
        if (consent.isBlocked(who, wish.room())) {
            return Optional.of("cannot be invited");
        }
        if (banned.contains(new Person.Phone(who))) {
            return Optional.of("is banned");
        }
        if (store.invitations().wasInvited(who, now, APART)) {
            return Optional.of(JUST_INVITED);
        }
        return (wish.host().moderates() ? perModerator : perParticipant)
                .take(wish.by(), now.toEpochMilli())
                .map(wait -> "is too many: wait " + Durations.waitInWords(wait));
    }

    private static List<InvitationRow> rows(Wish wish, Occasion occasion, Guests guests, Instant now) {
        return guests.invited().stream()
                .map(who -> new InvitationRow(
                        wish.room(), who, wish.by(), wish.host().moderates(), now, occasion.until()))
                .toList();
    }

    /**
     * What each is texted: how to come in by a code of their own, which makes nobody a moderator; where there is no way in, how to text
     * an address. On the {@code store-writer} thread, so nothing is read.
     */
    private CompletionStage<List<Texts>> texts(Wish wish, Occasion occasion, Guests guests, Instant now) {
        EntrancePoints entrance = codes.entrance(wish.room());
        if (entrance.areNone() || guests.invited().isEmpty()) {
            String text =
                    InvitationText.of(occasion.room(), wish.host().nick(), occasion.booking(), now, occasion.number());
            return CompletableFuture.completedFuture(
                    Collections.nCopies(guests.invited().size(), new Texts(text, Optional.empty())));
        }
        List<Grant> grants = guests.invited().stream()
                .map(who ->
                        new Grant(wish.room(), new Person.Phone(who), wish.by(), Role.PARTICIPANT, Optional.empty()))
                .toList();
        return codes.issue(grants, occasion.booking(), occasion.until())
                .thenApply(issued -> issued.stream()
                        .map(one -> new Texts(
                                CodeText.invitation(
                                                occasion.room().name(),
                                                wish.host().nick(),
                                                one,
                                                entrance,
                                                now)
                                        .orElseThrow(),
                                entrance.forPrograms(one.code(), wish.host().meeting())))
                        .toList());
    }

    /** By any link: what is best for the host's number need not be for theirs. */
    private void send(Person host, Occasion occasion, Guests guests, List<Texts> texts) {
        Iterator<Texts> each = texts.iterator();
        for (Msisdn who : guests.invited()) {
            Texts text = each.next();
            outbox.send(text(occasion, who, OptionalInt.empty(), text.forPeople()), Optional.of(host));
            text.forPrograms()
                    .ifPresent(data ->
                            outbox.send(text(occasion, who, codes.entrance().programs(), data), Optional.empty()));
        }
    }

    private static MobileTerminated text(Occasion occasion, Msisdn who, OptionalInt port, String text) {
        return new MobileTerminated(who, occasion.number(), port, text, "", Urgency.NOTICE, occasion.until())
                .about(Optional.of(occasion.room().number()));
    }

    private static String answer(String room, Guests guests) {
        return SingleSms.list(
                room + ": " + guests.invited().size() + " invited",
                guests.others().stream().map(other -> "; " + other).toList(),
                "",
                more -> "; " + more + " more not");
    }
}
