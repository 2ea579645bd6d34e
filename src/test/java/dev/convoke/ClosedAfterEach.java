package dev.convoke;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A set-up that begins when it is made and is closed after the test: the value of a field with
 * {@link org.junit.jupiter.api.extension.RegisterExtension}, which each test has an own of.
 */
public interface ClosedAfterEach extends AutoCloseable, AfterEachCallback {

    @Override
    default void afterEach(ExtensionContext context) throws Exception {
        close();
    }
}
