package dev.convoke.admission;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file with the server's key: one line, {@code convoke-pin-key 1 ID KEY}, both hexadecimal, where the id is made from the
 * key, so that a damaged file is told from another key.
 *
 * <p>A new file appears under its name whole or not at all, and two processes that start at once agree on one: it is written
 * under another name, brought to disk, and then linked to the name that must not exist yet.
 */
final class PinKeyFile {

    static final int KEY_OCTETS = 32;
    private static final int MAX_OCTETS = 4_096;
    private static final Pattern FORM =
            Pattern.compile("convoke-pin-key 1 ([0-9a-f]{8}) ([0-9a-f]{" + 2 * KEY_OCTETS + "})\\s*");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final Path file;

    PinKeyFile(Path file) {
        this.file = file;
    }

    /** Reads the key, making the file on the first run. */
    byte[] readOrCreate() {
        try {
            if (Files.notExists(file)) {
                create();
            }
            refuseIfOthersCanRead();
            return read();
        } catch (IOException e) {
            throw new PinKeyException(
                    "PIN key file " + file + ": " + e
                            + " (expected: a folder and a file that this user can read and write)",
                    e);
        }
    }

    private void create() throws IOException {
        byte[] key = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(key);
        String line =
                "convoke-pin-key 1 " + PinVault.idOf(key) + " " + HexFormat.of().formatHex(key) + "\n";
        Path draft = file.resolveSibling(
                file.getFileName() + "." + HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
        try {
            writeForOwnerOnly(draft, line);
            publish(draft);
        } catch (FileAlreadyExistsException anotherProcessWasFaster) {
            // Its key is the one that counts.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void writeForOwnerOnly(Path draft, String line) throws IOException {
        FileAttribute<?>[] mode = isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(draft, fresh, mode)) {
            ByteBuffer octets = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                out.write(octets);
            }
            out.force(true);
        }
    }

    private void publish(Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (UnsupportedOperationException noHardLinks) {
            Files.move(draft, file);
        }
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private void refuseIfOthersCanRead() throws IOException {
        if (!isPosix()) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.stream().anyMatch(OTHERS::contains)) {
            throw new PinKeyException("PIN key file " + file + ": mode " + PosixFilePermissions.toString(mode)
                    + " lets others at it (expected: rw-------); run: chmod 600 " + file);
        }
    }

    private byte[] read() throws IOException {
        if (Files.size(file) > MAX_OCTETS) {
            throw damaged();
        }
        Matcher line = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw damaged();
        }
        byte[] key = HexFormat.of().parseHex(line.group(2));
        if (!PinVault.idOf(key).equals(line.group(1))) {
            throw damaged();
        }
        return key;
    }

    private PinKeyException damaged() {
        return new PinKeyException(
                "PIN key file " + file + " is damaged (expected: convoke-pin-key 1 ID KEY); restore it from"
                        + " a backup, or move it away and set every room's PIN anew");
    }
}
