package dev.convoke.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.store.PinDigest;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinVaultTest {

    private static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    private static final ConferenceNumber OTHER = new ConferenceNumber("8401235");
    private static final Pin PIN = pin("4921");

    @TempDir
    Path folder;

    private static Pin pin(String digits) {
        return Pin.parse(digits).orElseThrow();
    }

    private Path file() {
        return folder.resolve("convoke.key");
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void makesAKeyFileForItsOwnerAloneAndNothingElse() throws IOException {
        PinVault.open(file());

        assertThat(modeOf(file())).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void theRightPinMatchesAfterARestartAndNoOther() {
        PinDigest kept = PinVault.open(file()).digest(ROOM, PIN);

        PinVault again = PinVault.open(file());

        assertThat(again.matches(ROOM, PIN, kept)).isTrue();
        assertThat(again.matches(ROOM, pin("4922"), kept)).isFalse();
        assertThat(again.matches(ROOM, pin("04921"), kept)).isFalse();
        assertThat(again.matches(OTHER, PIN, kept)).isFalse();
    }

    @Test
    void equalPinsOfTwoRoomsDoNotLookEqualAndDigitsDoNotRunTogether() {
        PinVault vault = PinVault.open(file());

        Set<String> digests = Set.of(
                vault.digest(ROOM, PIN).hmacHex(),
                vault.digest(OTHER, PIN).hmacHex(),
                vault.digest(new ConferenceNumber("84012344"), pin("92100")).hmacHex(),
                vault.digest(new ConferenceNumber("840123449"), pin("2100")).hmacHex());

        assertThat(digests).hasSize(4).allMatch(hex -> hex.matches("[0-9a-f]{64}"));
    }

    @Test
    void theDecoyMatchesNothing() {
        PinVault vault = PinVault.open(file());

        assertThat(vault.matches(ROOM, PIN, vault.decoy())).isFalse();
    }

    @Test
    void refusesADigestOfAnotherKeyAndSaysWhatToDo() {
        PinDigest kept = PinVault.open(folder.resolve("old.key")).digest(ROOM, PIN);
        PinVault vault = PinVault.open(file());

        assertThatThrownBy(() -> vault.matches(ROOM, PIN, kept))
                .isInstanceOf(PinKeyException.class)
                .hasMessageContainingAll("8401234", kept.keyId(), file().toString(), "restore the key file")
                .hasMessageNotContaining("4921");
    }

    @Test
    void refusesAKeyFileThatOthersCanReadAndSaysHowToMendIt() throws IOException {
        PinVault.open(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> PinVault.open(file()))
                .isInstanceOf(PinKeyException.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageEndingWith("chmod 600 " + file());
    }

    @Test
    void refusesADamagedKeyFileAndPrintsNothingOfIt() throws IOException {
        PinVault.open(file());
        String line = Files.readString(file()).strip();
        char last = line.charAt(line.length() - 1);
        String damaged = line.substring(0, line.length() - 1) + (last == '0' ? '1' : '0');

        for (String content : List.of("", "what?", damaged, line.substring(0, 40), "x".repeat(10_000))) {
            Files.writeString(file(), content);
            assertThatThrownBy(() -> PinVault.open(file()))
                    .isInstanceOf(PinKeyException.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageNotContaining(damaged.substring(30, 40));
        }
    }

    @Test
    void saysSoWhenTheFolderIsMissing() {
        assertThatThrownBy(() -> PinVault.open(folder.resolve("nowhere/convoke.key")))
                .isInstanceOf(PinKeyException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void processesThatStartTogetherAgreeOnOneKey() {
        List<CompletableFuture<PinDigest>> starts = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> PinVault.open(file()).digest(ROOM, PIN)))
                .toList();

        assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void subkeysAreIndependentAndLast() throws IOException {
        PinVault vault = PinVault.open(file());

        Set<String> keys = new HashSet<>();
        keys.add(java.util.HexFormat.of().formatHex(vault.subkey("inbox")));
        keys.add(java.util.HexFormat.of().formatHex(vault.subkey("outbox")));
        keys.add(java.util.HexFormat.of().formatHex(vault.subkey("pin")));

        assertThat(keys).hasSize(3).noneMatch(Files.readString(file())::contains);
        assertThat(PinVault.open(file()).subkey("inbox")).isEqualTo(vault.subkey("inbox"));
        assertThat(vault.toString()).doesNotContain(keys);
    }
}
