package dev.convoke.operator;

import dev.convoke.admission.PinVault;
import dev.convoke.store.Store;
import dev.convoke.terms.NumberingPlan;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** All that an operator may do, by subject. Any thread that may block; it owns nothing that must be closed. */
public final class Operator {

    private final RoomActions rooms;
    private final BookingActions bookings;
    private final BanActions bans;
    private final BlockActions blocks;
    private final LinkActions links;
    private final TranscriptActions transcripts;
    private final TextActions texts;
    private final String region;

    /**
     * Wires the actions.
     *
     * @param store stays the caller's
     * @param pins by which the rooms' PINs are kept
     * @param serverRuns whether a server is running on the store at this moment
     * @param chance from which numbers and PINs are drawn; a {@link java.security.SecureRandom} wherever secrets matter
     */
    public Operator(
            Store store,
            PinVault pins,
            ServerFacts facts,
            BooleanSupplier serverRuns,
            Clock clock,
            RandomGenerator chance) {
        RoomRules rules = new RoomRules(facts, pins);
        this.rooms = new RoomActions(store, rules, new NumberAllocator(chance), clock);
        this.bookings = new BookingActions(store.bookings(), clock);
        this.bans = new BanActions(store, clock);
        this.blocks = new BlockActions(store, clock);
        this.links = new LinkActions(store.links(), facts.links(), serverRuns, clock);
        this.transcripts = new TranscriptActions(store);
        this.texts = new TextActions(store.ledger());
        this.region = facts.region();
    }

    /** What may be done with rooms. */
    public RoomActions rooms() {
        return rooms;
    }

    /** What may be done with bookings. */
    public BookingActions bookings() {
        return bookings;
    }

    /** What may be done with bans from a room. */
    public BanActions bans() {
        return bans;
    }

    /** What may be done with blocks of phone numbers. */
    public BlockActions blocks() {
        return blocks;
    }

    /** What may be done with links to message centres. */
    public LinkActions links() {
        return links;
    }

    /** What may be done with what was said. */
    public TranscriptActions transcripts() {
        return transcripts;
    }

    /** What may be done with texts that came and went. */
    public TextActions texts() {
        return texts;
    }

    /** How phone numbers are written here, for whoever reads them into actions; the first call in a process loads it from disk. */
    public NumberingPlan plan() {
        return new NumberingPlan(region);
    }
}
