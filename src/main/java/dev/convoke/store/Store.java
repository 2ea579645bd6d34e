package dev.convoke.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.terms.ThreadMaker;
import java.time.Duration;

/**
 * The database of the house: one SQLite file in WAL mode, a writer that commits in groups, and a small pool of readers.
 *
 * <p>Any thread may call it. Writes never block and answer with a future that completes on the {@code store-writer} thread
 * once they are on disk, exceptionally with {@link StoreException} if they are not; what is chained to such a future runs on
 * that thread and must be short. Reads block, and see every write whose future has completed. Several processes may have
 * the file open: the command line edits rooms while the server runs.
 *
 * <p>Life: {@link #open}, use, {@link #close}.
 */
public final class Store implements AutoCloseable {

    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final HikariDataSource writerPool;
    private final HikariDataSource readerPool;
    private final GroupCommit writer;
    private final RoomTable rooms;
    private final BookingTable bookings;
    private final InboxTable inbox;
    private final PartTable parts;
    private final OutboxTable outbox;
    private final MeetingTable meetings;
    private final BanTable bans;
    private final OptOutTable optOuts;
    private final BlockTable blocks;
    private final InvitationTable invitations;
    private final LinkTable links;
    private final Ledger ledger;

    private Store(HikariDataSource writerPool, HikariDataSource readerPool, GroupCommit writer, StoreSecret secret) {
        this.writerPool = writerPool;
        this.readerPool = readerPool;
        this.writer = writer;
        Readers readers = new Readers(readerPool);
        this.rooms = new SqliteRoomTable(writer, readers);
        this.bookings = new SqliteBookingTable(writer, readers);
        SqliteInboxTable inboxTable = new SqliteInboxTable(writer, readers, secret);
        this.inbox = inboxTable;
        this.parts = new SqlitePartTable(writer, inboxTable, secret);
        this.outbox = new SqliteOutboxTable(writer, readers);
        this.meetings = new SqliteMeetingTable(writer, readers);
        this.bans = new SqliteBanTable(writer, readers);
        this.optOuts = new SqliteOptOutTable(writer, readers);
        this.blocks = new SqliteBlockTable(writer, readers);
        this.invitations = new SqliteInvitationTable(writer, readers);
        this.links = new SqliteLinkTable(writer, readers);
        this.ledger = new SqliteLedger(readers);
    }

    /**
     * Opens the file, creating it for its owner alone if it is not there, and brings its schema up to date. Blocks for some
     * hundred milliseconds.
     *
     * @param secret by which repeated texts are recognised; the same after every start
     * @param threads makes {@code store-writer} and the helpers of the pools
     * @throws StoreException if the folder is missing, the file is not a database, not ours, not writable, or of a newer
     *     program, or if SQLite does not take the settings that durability rests on; nothing is left open then
     */
    public static Store open(StoreSettings settings, StoreSecret secret, ThreadMaker threads) {
        StoreFile.prepare(settings.path());
        Pragmas ofWriter = Pragmas.ofWriter(settings.busyTimeout());
        Pragmas ofReaders = Pragmas.ofReaders(settings.busyTimeout());
        HikariDataSource writerPool = Pool.open("store-writer-pool", settings, ofWriter, 1, threads);
        try {
            Schema.migrate(settings.path(), writerPool, settings.busyTimeout());
            HikariDataSource readerPool =
                    Pool.open("store-reader-pool", settings, ofReaders, settings.readers(), threads);
            WriterConnection connection = new WriterConnection(writerPool, ofWriter);
            GroupCommit writer = new GroupCommit(connection, settings, CLOSE_DEADLINE, threads);
            Store store = new Store(writerPool, readerPool, writer, secret);
            writer.start();
            return store;
        } catch (RuntimeException e) {
            writerPool.close();
            throw e;
        }
    }

    /** The rooms. */
    public RoomTable rooms() {
        return rooms;
    }

    /** The bookings. */
    public BookingTable bookings() {
        return bookings;
    }

    /** The texts that came. */
    public InboxTable inbox() {
        return inbox;
    }

    /** The parts of texts that are not whole yet. */
    public PartTable parts() {
        return parts;
    }

    /** The texts that go. */
    public OutboxTable outbox() {
        return outbox;
    }

    /** The record of meetings. */
    public MeetingTable meetings() {
        return meetings;
    }

    /** Who may not enter. */
    public BanTable bans() {
        return bans;
    }

    /** Who wants no texts. */
    public OptOutTable optOuts() {
        return optOuts;
    }

    /** Which numbers the operator blocks or allows. */
    public BlockTable blocks() {
        return blocks;
    }

    /** Who has been invited. */
    public InvitationTable invitations() {
        return invitations;
    }

    /** What is wanted of the links, and where they stand. */
    public LinkTable links() {
        return links;
    }

    /** All texts, to be looked at. */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Takes no more writes, lets those that wait go to disk within 5 seconds, fails the rest, and closes the file. Blocks;
     * not on the {@code store-writer} thread. A second call does nothing.
     */
    @Override
    public void close() {
        writer.close();
        // The readers first: the last connection takes the write-ahead log up into the file, and theirs may not write.
        readerPool.close();
        writerPool.close();
    }
}
