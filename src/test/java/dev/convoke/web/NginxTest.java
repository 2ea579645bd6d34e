package dev.convoke.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Behind the proxy that most people have. */
class NginxTest {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private static final String PASSES_WEB_SOCKETS = "proxy_http_version 1.1;"
            + " proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\";";

    @RegisterExtension
    private final WebSite site = new WebSite().with("proxies = [\"127.0.0.1\"]");

    @TempDir
    private Path folder;

    private @Nullable Process nginx;

    /** Starts it with those lines for our server; where it listens. */
    private InetSocketAddress start(String lines) throws IOException {
        assumeThat(NGINX).as("nginx is installed (apt-get install nginx-light)").isExecutable();
        InetSocketAddress listens = freePort();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/error.log;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      proxy_pass http://127.0.0.1:%3$d;
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      %4$s
                    }
                  }
                }
                """.formatted(
                        folder, listens.getPort(), site.address().getPort(), lines));
        nginx = new ProcessBuilder(
                        NGINX.toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        folder.resolve("error.log").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        await().atMost(10, TimeUnit.SECONDS).until(() -> accepts(listens));
        return listens;
    }

    private static InetSocketAddress freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            assertThat(nginx.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void passesPageWebSocketAndWhoItIs() throws IOException {
        try (Browser browser = new Browser(start(PASSES_WEB_SOCKETS))) {
            assertThat(browser.ask("GET", "/").status()).isEqualTo(200);
            List<String> headers = browser.upgradeHeaders();
            headers.add("X-Forwarded-For: 6.6.6.6, 198.51.100.7");
            assertThat(browser.upgrade(headers).status()).isEqualTo(101);

            browser.say(WebSite.hello(1));
            browser.hears("\"type\":\"welcome\"");

            // The hop that nginx saw is this machine again, which is believed, so that what stands before it counts.
            assertThat(site.clients()).hasToString("[198.51.100.7]");
            site.stopTheRooms();
            assertThat(browser.awaitClose()).isEqualTo(1012);
        }
    }

    @Test
    void isToldWhatItForgot() throws IOException {
        try (Browser browser = new Browser(start(""))) {
            Answer answer = browser.upgrade(browser.upgradeHeaders());

            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.text()).contains("proxy_set_header Upgrade $http_upgrade");
            assertThat(site.counts().refused(WebRefusal.NO_UPGRADE)).isEqualTo(1);
            assertThat(site.clients()).isEmpty();
        }
    }
}
