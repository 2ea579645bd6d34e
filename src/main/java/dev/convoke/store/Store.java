package dev.convoke.store;

/**
 * The database of the house: its tables, and their end.
 *
 * <p>Any thread may call it. Writes never block and return a future that completes on the {@code store-writer} thread
 * once they are on disk, exceptionally with {@link StoreException} if they are not; what is chained to such a future runs on
 * that thread and must be short. Reads block, and see every write whose future has completed.
 *
 * <p>Life: opened by the package of its dialect, used, closed by whoever opened it.
 */
public interface Store extends AutoCloseable {

    /** The rooms. */
    RoomTable rooms();

    /** The bookings. */
    BookingTable bookings();

    /** The texts that came. */
    InboxTable inbox();

    /** The parts of texts that are not whole yet. */
    PartTable parts();

    /** The texts that go. */
    OutboxTable outbox();

    /** The record of meetings. */
    MeetingTable meetings();

    /** Who may not enter. */
    BanTable bans();

    /** Who wants no texts. */
    OptOutTable optOuts();

    /** Which numbers the operator blocks or allows. */
    BlockTable blocks();

    /** Who has been invited. */
    InvitationTable invitations();

    /** The codes of invitations. */
    CodeTable codes();

    /** What is wanted of the links, and where they stand. */
    LinkTable links();

    /** All texts, to be looked at. */
    Ledger ledger();

    /**
     * Takes no more writes, lets those that wait go to disk within 5 seconds, fails the rest, and lets go of the database.
     * Blocks; not on the {@code store-writer} thread. A second call does nothing.
     */
    @Override
    void close();
}
