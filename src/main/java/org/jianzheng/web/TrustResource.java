package org.jianzheng.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jianzheng.identity.Trust;

/**
 * The trust folder as this platform knows it. Convenience, not trust: whoever checks takes the folder from the offices
 * or a notice, not from the platform that is being checked.
 */
@Path("/trust")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "trust", description = "信任 · Keys of the log, the offices and the platform")
class TrustResource {
    private final Trust trust;
    private final ObjectMapper json;

    TrustResource(Trust trust, ObjectMapper json) {
        this.trust = trust;
        this.json = json;
    }

    /** Files that do not exist yet are null: offices join after the platform's first start. */
    record TrustFolder(String policy, JsonNode offices, JsonNode platform, String anchors) {}

    @GET
    @Operation(summary = "信任文件 · policy.txt, offices.json, platform.json and anchors.pem")
    public TrustFolder trust() throws IOException {
        return new TrustFolder(text("policy.txt"), tree("offices.json"), tree("platform.json"), text("anchors.pem"));
    }

    private String text(String name) throws IOException {
        var file = trust.directory().resolve(name);
        return Files.exists(file) ? Files.readString(file) : null;
    }

    private JsonNode tree(String name) throws IOException {
        var text = text(name);
        return text == null ? null : json.readTree(text);
    }
}
