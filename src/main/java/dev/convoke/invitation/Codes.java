package dev.convoke.invitation;

import dev.convoke.admission.CodeSettings;
import dev.convoke.admission.Hmac;
import dev.convoke.admission.KeyedRateLimiter;
import dev.convoke.admission.RateLimit;
import dev.convoke.store.BookingRow;
import dev.convoke.store.CodeRow;
import dev.convoke.store.CodeTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The codes of invitations (US 8,018,877 steps 235–240 and claim 5): made, found again, used, taken back.
 *
 * <h2>What is kept</h2>
 * The table has the HMAC of each code under a key of its own; who has the table has no code, and who looks a code up compares no
 * secret, so the time of a look-up tells nothing. A code stands for one person in one room, with the role that whoever asked for it
 * had. It ends with the booking that is on or next when it is made; in a room without bookings it must be used within two hours, and
 * then lasts as long as the meeting, twelve hours at most.
 *
 * <h2>One seat, not one use</h2>
 * People open a link in one program and then in another, and phones load pages anew: the same code again takes the same seat. A
 * person who asks again gets another code for the same seat; the older ones are taken back when it is used. In the strict reading a
 * code is used once, and its leg is told a secret with which it may come again; the secret is the HMAC of the digest, so nothing is kept
 * of it either.
 *
 * <p>A code that answers a text is made from the text's id, so that a text which is dealt with twice because of a crash is answered
 * with one code. The others are of {@link SecureRandom}.
 *
 * <p>Any thread but an event loop; what is chained to the futures runs on the {@code store-writer} thread.
 */
public final class Codes {

    /** How long a code of a room without bookings may wait for its first use. */
    public static final Duration UNUSED = Duration.ofHours(2);

    /** How long it is good from then on, unless the meeting ends before. */
    static final Duration USED = Duration.ofHours(12);

    /** How long rows stay after their end: a booking may have been made longer meanwhile. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** Codes without a number that one person may ask for. */
    private static final RateLimit BEARERS = new RateLimit(100, Duration.ofHours(1));

    private static final int REMEMBERED = 10_000;

    private static final int RESUME_OCTETS = 16;

    /** Looked up for what is no code, so that it takes as long. */
    private static final InvitationCode DECOY = InvitationCode.of(0);

    private final Store store;
    private final CodeTable table;
    private final byte[] key;
    private final CodeSettings settings;
    private final EntrancePoints entrance;
    private final Function<ConferenceNumber, EntrancePoints> during;
    private final Clock clock;
    private final KeyedRateLimiter<Person> perModerator = new KeyedRateLimiter<>(BEARERS, REMEMBERED);
    private final SecureRandom chance = new SecureRandom();

    /**
     * Codes.
     *
     * @param key 32 octets for nothing else
     * @param entrance where they are presented, for texts
     */
    public Codes(Store store, byte[] key, CodeSettings settings, EntrancePoints entrance, Clock clock) {
        this(store, key, settings, entrance, room -> entrance, clock);
    }

    /**
     * The same where meetings may have ports of their own.
     *
     * @param during where codes are presented that are for the meeting which is on in a room; any thread, and must not block
     */
    public Codes(
            Store store,
            byte[] key,
            CodeSettings settings,
            EntrancePoints entrance,
            Function<ConferenceNumber, EntrancePoints> during,
            Clock clock) {
        this.store = store;
        this.table = store.codes();
        this.key = key.clone();
        this.settings = settings;
        this.entrance = entrance;
        this.during = during;
        this.clock = clock;
    }

    /**
     * For whom a code is.
     *
     * @param room where it leads
     * @param who whom its holder is
     * @param by who asks for it
     * @param role by which right its holder enters
     * @param nick under what name; empty if that is not known
     */
    public record Grant(ConferenceNumber room, Person who, Person by, Role role, Optional<Nick> nick) {}

    /**
     * A code that was made.
     *
     * @param code to be told to that person alone
     * @param booking the one that it is for
     * @param until until when it can be used first
     */
    public record Issued(InvitationCode code, Optional<BookingRow> booking, Instant until) {}

    /** A code for whoever sent that text; the same again if the text is dealt with again. Completes when it is on disk. */
    public CompletableFuture<Issued> answer(long textId, Grant grant) {
        return issue(InvitationCode.of(bits("text/" + textId + "/" + grant.who().stored())), grant);
    }

    /** A code that the server texts to somebody. Completes when it is on disk. */
    public CompletableFuture<Issued> issue(Grant grant) {
        return issue(InvitationCode.generate(chance), grant);
    }

    /**
     * Codes that the server texts to people who are invited, in the order of the grants, without a look at the store. Completes when
     * they are on disk.
     *
     * @param booking what they are invited to
     * @param until until when
     */
    public CompletableFuture<List<Issued>> issue(List<Grant> grants, Optional<BookingRow> booking, Instant until) {
        List<Issued> all = grants.stream()
                .map(grant -> new Issued(InvitationCode.generate(chance), booking, until))
                .toList();
        List<CodeRow> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            rows.add(row(all.get(i), grants.get(i)));
        }
        return table.add(rows).thenApply(done -> all);
    }

    private CompletableFuture<Issued> issue(InvitationCode code, Grant grant) {
        Issued issued = issued(code, grant.room());
        return table.add(List.of(row(issued, grant))).thenApply(done -> issued);
    }

    /**
     * Codes for people whose numbers nobody knows, one each, whom the caller tells them. Completes when they are on disk, with fewer if
     * the caller has asked for too many.
     */
    public CompletableFuture<List<Issued>> bearer(ConferenceNumber room, Person by, int count) {
        List<Issued> all = new ArrayList<>();
        List<CodeRow> rows = new ArrayList<>();
        long nowMs = clock.millis();
        for (int i = 0; i < count && perModerator.take(by, nowMs).isEmpty(); i++) {
            Issued issued = issued(InvitationCode.generate(chance), room);
            all.add(issued);
            rows.add(row(issued, new Grant(room, guest(issued.code()), by, Role.PARTICIPANT, Optional.empty())));
        }
        return table.add(rows).thenApply(done -> List.copyOf(all));
    }

    /** The same code is always the same guest, from whose id it cannot be told. */
    private Person guest(InvitationCode code) {
        return new Person.Guest(
                InvitationCode.of(bits("guest/" + digest(code))).digits().toLowerCase(Locale.ROOT));
    }

    private Issued issued(InvitationCode code, ConferenceNumber room) {
        Instant now = clock.instant();
        Optional<BookingRow> booking = store.bookings().firstEndingAfter(room, now);
        return new Issued(code, booking, booking.map(BookingRow::end).orElse(now.plus(UNUSED)));
    }

    private CodeRow row(Issued issued, Grant grant) {
        return new CodeRow(
                0,
                digest(issued.code()),
                grant.room(),
                grant.who(),
                grant.by(),
                grant.role(),
                grant.nick(),
                issued.booking().map(one -> OptionalLong.of(one.id())).orElseGet(OptionalLong::empty),
                begin(issued),
                issued.until(),
                Optional.empty(),
                Optional.empty());
    }

    /** What ends before that is another meeting. */
    private Instant begin(Issued issued) {
        Instant now = clock.instant();
        return issued.booking().map(BookingRow::start).filter(now::isBefore).orElse(now);
    }

    private String digest(InvitationCode code) {
        return HexFormat.of().formatHex(Hmac.of(key, "code/" + code.digits()));
    }

    private long bits(String what) {
        return ByteBuffer.wrap(Hmac.of(key, what)).getLong();
    }

    /** The code that was typed, whether or not it is good for anything; with the same work if it is none. Blocks. */
    public Optional<CodeRow> find(String typed) {
        Optional<InvitationCode> code = InvitationCode.parse(typed);
        Optional<CodeRow> found = table.find(digest(code.orElse(DECOY)));
        return code.isPresent() ? found : Optional.empty();
    }

    /**
     * Uses a code.
     *
     * @param resume the secret that its leg was told before, if it was
     * @return completes with whether it may be used; on the {@code store-writer} thread, or at once
     */
    public CompletableFuture<Boolean> use(CodeRow code, Optional<String> resume) {
        Instant now = clock.instant();
        Instant until = code.booking().isPresent() ? code.until() : now.plus(USED);
        return table.use(code.id(), now, until).thenApply(use -> switch (use) {
            case FIRST -> true;
            case AGAIN ->
                !settings.isOnce()
                        || resume.filter(secret -> isResume(code, secret)).isPresent();
            case GONE -> false;
        });
    }

    /**
     * The room has turned away who used a code just now: it is as good as before.
     *
     * @return completes with whether it is; on the {@code store-writer} thread
     */
    public CompletableFuture<Boolean> handBack(CodeRow code) {
        Instant until =
                code.booking().isPresent() ? code.until() : clock.instant().plus(UNUSED);
        return table.handBack(code.id(), until);
    }

    private boolean isResume(CodeRow code, String secret) {
        return MessageDigest.isEqual(
                secretOf(code).getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** What the leg is told that used the code, to come again: 128 bits; empty where the code itself suffices. */
    public String resume(CodeRow code) {
        return settings.isOnce() ? secretOf(code) : "";
    }

    private String secretOf(CodeRow code) {
        return HexFormat.of().formatHex(Hmac.of(key, "resume/" + code.digest()), 0, RESUME_OCTETS);
    }

    /** Somebody was put out of a room, or banned: what they have for it is good no more. */
    public CompletableFuture<Integer> revoke(ConferenceNumber room, Person who) {
        return table.revoke(room, who, clock.instant());
    }

    /** Somebody wants no more texts: what they have is good no more, for whatever room. */
    public CompletableFuture<Integer> revoke(Person who) {
        return table.revoke(who, clock.instant());
    }

    /** Where codes are presented. */
    public EntrancePoints entrance() {
        return entrance;
    }

    /** Where codes are presented that somebody in the meeting of a room hands out (US 8,018,877 steps 235–245). */
    public EntrancePoints entrance(ConferenceNumber room) {
        return during.apply(room);
    }

    /** How codes are used. */
    public CodeSettings settings() {
        return settings;
    }
}
