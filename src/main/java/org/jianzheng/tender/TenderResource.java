package org.jianzheng.tender;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.jianzheng.identity.Callers;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Notice;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;

/** Tenders over HTTP. */
@Path("/")
class TenderResource {
    private static final String SIGNED = "application/pkcs7-mime";

    private final Tenders tenders;
    private final Callers callers;

    TenderResource(Tenders tenders, Callers callers) {
        this.tenders = tenders;
        this.callers = callers;
    }

    /** The answer to a new project. */
    record Created(ProjectId project) {}

    /** A question about the tender documents. */
    record NewQuestion(String text) {}

    @POST
    @Path("projects")
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public Response createProject(NewProject draft) {
        var created = new Created(tenders.project(callers.require(), draft));
        return Response.status(Response.Status.CREATED).entity(created).build();
    }

    @POST
    @Path("tenders")
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public Response draftTender(NewTender draft) {
        var view = tenders.draft(callers.require(), draft);
        return Response.status(Response.Status.CREATED).entity(view).build();
    }

    @GET
    @Path("tenders")
    @PermitAll
    public List<TenderView> listTenders(@QueryParam("page") @DefaultValue("0") int page) {
        return tenders.list(Math.max(0, page));
    }

    @GET
    @Path("tenders/{tender}")
    @PermitAll
    public TenderView showTender(@PathParam("tender") TenderId tender) {
        return tenders.view(callers.current(), tender);
    }

    @GET
    @Path("tenders/{tender}/notice")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public byte[] prepareNotice(@PathParam("tender") TenderId tender) {
        return Canonical.write(tenders.notice(callers.require(), tender));
    }

    @POST
    @Path("tenders/{tender}/publish")
    @Consumes(SIGNED)
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public TenderView publishTender(@PathParam("tender") TenderId tender, byte[] act) {
        return tenders.publish(callers.require(), tender, act);
    }

    @PUT
    @Path("tenders/{tender}/documents/{name}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public Notice.Document addDocument(
            @PathParam("tender") TenderId tender,
            @PathParam("name") String name,
            @HeaderParam("Content-Length") @DefaultValue("-1") long size,
            InputStream content) {
        return tenders.addDocument(callers.require(), tender, name, content, size);
    }

    /** No gate before the download (电子招标投标办法 第二十条): without a login nothing is recorded. */
    @GET
    @Path("tenders/{tender}/documents/{hash}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @PermitAll
    public InputStream readDocument(@PathParam("tender") TenderId tender, @PathParam("hash") String hash) {
        return tenders.document(callers.current(), tender, hash);
    }

    @POST
    @Path("tenders/{tender}/clarifications")
    @Consumes(SIGNED)
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public Versioned clarify(@PathParam("tender") TenderId tender, byte[] act) {
        return new Versioned(tenders.clarify(callers.require(), tender, act));
    }

    @POST
    @Path("tenders/{tender}/questions")
    @RolesAllowed(Role.Names.BIDDER)
    public Response ask(@PathParam("tender") TenderId tender, NewQuestion question) {
        tenders.ask(callers.require(), tender, question.text());
        return Response.noContent().build();
    }

    @GET
    @Path("tenders/{tender}/questions")
    @RolesAllowed({Role.Names.PROCURING_ENTITY, Role.Names.AGENT})
    public List<String> readQuestions(@PathParam("tender") TenderId tender) {
        return tenders.questions(callers.require(), tender);
    }
}
