package dev.convoke.store.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.BanTable;
import dev.convoke.store.BlockTable;
import dev.convoke.store.BookingTable;
import dev.convoke.store.CodeTable;
import dev.convoke.store.InboxTable;
import dev.convoke.store.InvitationTable;
import dev.convoke.store.Ledger;
import dev.convoke.store.LinkTable;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.OptOutTable;
import dev.convoke.store.OutboxTable;
import dev.convoke.store.PartTable;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.store.jdbc.WriterConnection;
import java.time.Duration;

/**
 * The store in one SQLite file in WAL mode, with a writer that commits in groups and a small pool of readers. Several processes
 * may have the file open: the command line edits rooms while the server runs.
 *
 * <p>Life: {@link #open}, use, {@link #close}.
 */
public final class SqliteStore implements Store {

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
    private final CodeTable codes;
    private final LinkTable links;
    private final Ledger ledger;

    private SqliteStore(
            HikariDataSource writerPool,
            HikariDataSource readerPool,
            Readers readers,
            GroupCommit writer,
            StoreSecret secret) {
        this.writerPool = writerPool;
        this.readerPool = readerPool;
        this.writer = writer;
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
        this.codes = new SqliteCodeTable(writer, readers);
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
            WriterConnection connection = new WriterConnection(writerPool, new SqliteDialect(ofWriter));
            GroupCommit writer = new GroupCommit(connection, settings, CLOSE_DEADLINE, threads);
            HikariDataSource readerPool =
                    Pool.open("store-reader-pool", settings, ofReaders, settings.readers(), threads);
            Readers readers = new Readers(readerPool, new SqliteDialect(ofReaders));
            return start(writerPool, readerPool, readers, writer, secret);
        } catch (RuntimeException e) {
            writerPool.close();
            throw e;
        }
    }

    private static Store start(
            HikariDataSource writerPool,
            HikariDataSource readerPool,
            Readers readers,
            GroupCommit writer,
            StoreSecret secret) {
        try {
            Store store = new SqliteStore(writerPool, readerPool, readers, writer, secret);
            writer.start();
            return store;
        } catch (RuntimeException e) {
            readerPool.close();
            throw e;
        }
    }

    @Override
    public RoomTable rooms() {
        return rooms;
    }

    @Override
    public BookingTable bookings() {
        return bookings;
    }

    @Override
    public InboxTable inbox() {
        return inbox;
    }

    @Override
    public PartTable parts() {
        return parts;
    }

    @Override
    public OutboxTable outbox() {
        return outbox;
    }

    @Override
    public MeetingTable meetings() {
        return meetings;
    }

    @Override
    public BanTable bans() {
        return bans;
    }

    @Override
    public OptOutTable optOuts() {
        return optOuts;
    }

    @Override
    public BlockTable blocks() {
        return blocks;
    }

    @Override
    public InvitationTable invitations() {
        return invitations;
    }

    @Override
    public CodeTable codes() {
        return codes;
    }

    @Override
    public LinkTable links() {
        return links;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        writer.close();
        // The readers first: the last connection takes the write-ahead log up into the file, and theirs may not write.
        readerPool.close();
        writerPool.close();
    }
}
