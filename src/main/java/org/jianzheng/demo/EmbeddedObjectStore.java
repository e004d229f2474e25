package org.jianzheng.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** The S3 protocol on a folder. A {@code kill -9} loses nothing that was answered; a power cut may: it never fsyncs. */
final class EmbeddedObjectStore implements AutoCloseable {
    private final BlobStoreContext context;
    private final S3Proxy proxy;

    private EmbeddedObjectStore(BlobStoreContext context, S3Proxy proxy) {
        this.context = context;
        this.proxy = proxy;
    }

    static EmbeddedObjectStore start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        var settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", folder.toString());
        var context = ContextBuilder.newBuilder("filesystem-nio2")
                .credentials("unused", "unused")
                .overrides(settings)
                .build(BlobStoreContext.class);
        var proxy = S3Proxy.builder()
                .blobStore(context.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4, StoresAddress.APPLICATION_ROLE, StoresAddress.PASSWORD)
                .ignoreUnknownHeaders(true)
                .build();
        var store = new EmbeddedObjectStore(context, proxy);
        try {
            proxy.start();
        } catch (Exception e) {
            context.close();
            throw new IOException("The embedded object store cannot listen on port " + port + ". Is it taken?", e);
        }
        return store;
    }

    int port() {
        return proxy.getPort();
    }

    void makeBucket(String name) {
        blobs().createContainerInLocation(null, name);
    }

    private BlobStore blobs() {
        return context.getBlobStore();
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("The embedded object store does not stop", e);
        } finally {
            context.close();
        }
    }
}
