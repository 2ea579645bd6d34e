package dev.convoke.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Debian's Chromium, without a window, as the phone or the desktop of a person. A window is a process of its own with nothing kept from
 * another; all are closed after each test. Where there is no Chromium the test is passed over, and says so.
 */
public final class Chromium implements BeforeEachCallback, AfterEachCallback {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Window> windows = new ArrayList<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        assumeTrue(
                Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
                "no Chromium here: apt-get install chromium chromium-driver");
        Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        windows.forEach(Window::close);
        windows.clear();
    }

    /** A telephone: 390 by 844, a finger instead of a mouse. */
    public Window phone(String url) {
        return open(url, 390, 844, true);
    }

    /** A desktop: 1280 by 800 and a mouse. */
    public Window desktop(String url) {
        return open(url, 1280, 800, false);
    }

    private Window open(String url, int width, int height, boolean touch) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--window-size=" + width + "," + height);
        if (touch) {
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of(
                            "deviceMetrics",
                            Map.of("width", width, "height", height, "pixelRatio", 2.0, "touch", true)));
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        Window window = new Window(new ChromeDriver(service, options));
        windows.add(window);
        window.go(url);
        return window;
    }

    /** One window with one page. */
    public static final class Window {

        private final ChromeDriver driver;

        private Window(ChromeDriver driver) {
            this.driver = driver;
        }

        /** Goes to an address. */
        public void go(String url) {
            driver.get(url);
        }

        /** Reloads the page, as a thumb does. */
        public void reload() {
            driver.navigate().refresh();
        }

        /** What the expression gives. */
        public Optional<Object> eval(String expression) {
            return Optional.ofNullable(driver.executeScript("return (" + expression + ")"));
        }

        /** Waits until the expression is true. */
        public void await(String condition) {
            long untilNanos = System.nanoTime() + PATIENCE.toNanos();
            while (!eval("!!(" + condition + ")").equals(Optional.of(true))) {
                if (System.nanoTime() > untilNanos) {
                    throw new AssertionError("did not come true in the page: " + condition + "\n" + text("body"));
                }
                Thread.onSpinWait();
            }
        }

        /** Waits until the page shows this text. */
        public void awaitText(String text) {
            await("document.body.innerText.includes(" + quoted(text) + ")");
        }

        /** The text that an element shows. */
        public String text(String selector) {
            return String.valueOf(eval("(document.querySelector(" + quoted(selector) + ")||{innerText:''}).innerText")
                    .orElse(""));
        }

        /** Taps the first element that the selector finds, once it is there. */
        public void tap(String selector) {
            await("document.querySelector(" + quoted(selector) + ")");
            eval("document.querySelector(" + quoted(selector) + ").click() || true");
        }

        /** Taps the visible button that has this text or this label. */
        public void tapButton(String name) {
            String find =
                    "[...document.querySelectorAll('button,[role=button],[role=menuitem],[role=switch],a')].find(b =>"
                            + " b.offsetParent !== null && ((b.innerText||'').trim() === " + quoted(name)
                            + " || b.getAttribute('aria-label') === " + quoted(name) + "))";
            await(find);
            eval("(" + find + ").click() || true");
        }

        /** Types into what has the focus, key by key. */
        public void type(String selector, String text) {
            await("document.querySelector(" + quoted(selector) + ")");
            driver.findElement(org.openqa.selenium.By.cssSelector(selector)).sendKeys(text);
        }

        /** Pulls the network, or plugs it in again. */
        public void offline(boolean off) {
            driver.executeCdpCommand("Network.enable", Map.of());
            driver.executeCdpCommand(
                    "Network.emulateNetworkConditions",
                    Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        }

        /** Dark or light, as the device prefers. */
        public void scheme(String scheme) {
            driver.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        }

        /** A picture of what is seen, for people to look at. */
        public void picture(Path file) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What axe finds that is serious or critical: rule and element, a line each. */
        public List<String> faults() {
            driver.executeScript(AxeScript.text());
            Object found = driver.executeAsyncScript("const done = arguments[0];"
                    + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations"
                    + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                    + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200)))), e => done(['' + e]));");
            return found instanceof List<?> faults
                    ? faults.stream().map(String::valueOf).toList()
                    : List.of("axe did not answer");
        }

        /** Closes it. */
        public void close() {
            driver.quit();
        }

        private static String quoted(String text) {
            StringBuilder out = new StringBuilder("\"");
            text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
            return out.append('"').toString();
        }
    }

    /** The script of axe, from its jar. */
    private static final class AxeScript {

        static String text() {
            try (InputStream in = AxeScript.class.getResourceAsStream("/axe.min.js")) {
                if (in == null) {
                    throw new IllegalStateException("axe.min.js is not on the class path");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
