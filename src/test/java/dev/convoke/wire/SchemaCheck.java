package dev.convoke.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds objects of the JSON protocol against its schema. */
public final class SchemaCheck {

    private static final JsonSchema SERVER = load("server");
    private static final JsonSchema DEVICE = load("device");

    private SchemaCheck() {}

    private static JsonSchema load(String side) {
        try {
            ObjectNode schema = (ObjectNode)
                    new ObjectMapper().readTree(Files.readString(Path.of("schema", "session.schema.json")));
            schema.remove("oneOf");
            schema.put("$ref", "#/$defs/" + side);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless that is something that a server may say. */
    public static void server(JsonNode node) {
        check(SERVER, node);
    }

    /** Fails unless that is something that a device may say. */
    public static void device(JsonNode node) {
        check(DEVICE, node);
    }

    /** Whether that is something that a device may say. */
    public static boolean isForDevice(JsonNode node) {
        return DEVICE.validate(node).isEmpty();
    }

    private static void check(JsonSchema schema, JsonNode node) {
        var problems = schema.validate(node);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems + " in " + node);
        }
    }
}
