package org.jianzheng.ceremony;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jianzheng.StoresResource;

/** The profile of tests that talk to real offices ({@link OfficesResource}). */
public class WithOffices implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("jianzheng.ceremony.patience", "PT4S");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(StoresResource.class), new TestResourceEntry(OfficesResource.class));
    }

    /** Every office runs and nothing on the road to it is bent. */
    static void everyOfficeUp(URI platform) {
        for (var name : OfficesResource.NAMES) {
            boolean dials = name.equals(OfficesResource.DIALLING);
            if (!OfficesResource.isRunning(name)) {
                OfficesResource.run(name, dials ? platform : null);
            }
            if (!dials) {
                OfficesResource.gate(name).straighten();
            }
        }
    }
}
