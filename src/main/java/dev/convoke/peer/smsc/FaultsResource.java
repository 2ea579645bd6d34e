package dev.convoke.peer.smsc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoke.config.SettingCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code /faults} of the control port, without HTTP. Any thread. */
final class FaultsResource {

    private final Faults faults;

    FaultsResource(Faults faults) {
        this.faults = faults;
    }

    /**
     * Arms a fault.
     *
     * @param given {@code fault} its name, {@code times} how often, and its parameters
     * @return its {@code id}
     * @throws IllegalArgumentException naming the value and what was expected
     */
    ObjectNode arm(JsonNode given) {
        String name = given.path("fault").asText();
        JsonNode times = given.path("times");
        SettingCheck.holds(times.isMissingNode() || times.isInt(), "times", times, "a whole number");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            parameters.put(field.getKey(), field.getValue().asText());
        }
        parameters.keySet().removeAll(List.of("fault", "times"));
        long id = faults.arm(FaultKind.parse(name, parameters), times.asInt(Faults.UNTIL_DISARMED));
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("faults");
        for (Faults.Armed armed : faults.armed()) {
            list.addObject()
                    .put("id", armed.id())
                    .put("fault", armed.fault().words())
                    .put("times", armed.times())
                    .put("struck", armed.struck());
        }
        return answer;
    }

    /** Disarms one, or with 0 all; {@code false} if there is no such one. */
    boolean disarm(long id) {
        if (id == 0) {
            faults.clear();
            return true;
        }
        return faults.disarm(id);
    }
}
