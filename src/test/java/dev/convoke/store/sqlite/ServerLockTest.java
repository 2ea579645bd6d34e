package dev.convoke.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLockTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondServerOnTheSameFileIsRefusedWithTheRemedy() throws IOException {
        Path data = folder.resolve("convoke.db");

        try (ServerLock first = ServerLock.take(data)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> ServerLock.take(data))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another server is running on it");
        }
    }

    @Test
    void theNextServerMayStartWhenTheFirstHasStopped() throws IOException {
        Path data = folder.resolve("convoke.db");
        ServerLock.take(data).close();

        try (ServerLock next = ServerLock.take(data)) {
            assertThat(next).isNotNull();
        }
    }
}
