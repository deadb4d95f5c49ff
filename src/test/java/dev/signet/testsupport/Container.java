package dev.signet.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs an image where there is no engine: in namespaces of files and processes of its own, with the root file system, the user, the
 * environment and the command line that its Dockerfile says. Of this machine are the Java runtime and what else the base image would
 * bring, and the network. Only root may do that, on Linux.
 */
public final class Container {
    private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();

    /** As the base image, eclipse-temurin, has it. */
    private static final String JAVA_HOME = "/opt/java/openjdk";

    private final ImageStage image;
    private final Path root;
    private final List<String> script = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String user;
    private String privileges = "";

    /** @param root an empty folder, over which the root file system is mounted */
    public Container(ImageStage image, Path root) {
        this.image = image;
        this.root = root;
        this.user = image.user();
        environment.put("JAVA_HOME", JAVA_HOME);
        environment.put("PATH", JAVA_HOME + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.putAll(image.environment());
        makeImage();
    }

    /** Whether this machine allows it. */
    public static boolean possible() {
        try {
            Process trial = new ProcessBuilder(
                            "unshare", "--mount", "--pid", "--fork", "mount", "-t", "proc", "x", "/proc")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return trial.waitFor(1, TimeUnit.MINUTES)
                    && trial.exitValue() == 0
                    && Files.isExecutable(Path.of("/usr/bin/setpriv"));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeImage() {
        script.add("set -eu");
        script.add("mount -t tmpfs -o mode=755 image " + root);
        for (String part : List.of("/usr", "/bin", "/sbin", "/lib", "/lib64")) {
            script.add(("if [ -L %1$s ]; then cp -P %1$s %2$s%1$s; elif [ -d %1$s ]; then mkdir %2$s%1$s;"
                            + " mount -o bind,ro %1$s %2$s%1$s; fi")
                    .formatted(part, root));
        }
        script.add("cp -a /etc " + root + "/etc");
        script.add("cd " + root);
        script.add("mkdir -p proc dev run var/lib var/log ." + JAVA_HOME + " ." + image.workingDirectory());
        script.add("mkdir -m 1777 tmp");
        script.add("mount -t proc proc proc");
        script.add("mount --rbind /dev dev");
        script.add("mount -o bind,ro " + System.getProperty("java.home") + " ." + JAVA_HOME);
        script.add("mount -o bind,ro " + APPLICATION + " ." + image.workingDirectory());
        image.run().forEach(command -> script.add("chroot . /bin/sh -c " + quoted(command)));
    }

    /** {@code -e}, or {@code environment}. */
    public Container with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** {@code --user}. */
    public Container as(String uidAndGid) {
        user = uidAndGid;
        return this;
    }

    /** A named volume that is new: it gets the owner and the mode of the folder that it lies over. */
    public Container volume(Path volume, String target) {
        script.add("chown --reference=." + target + " " + volume);
        script.add("chmod --reference=." + target + " " + volume);
        script.add("mount --bind " + volume + " ." + target);
        return this;
    }

    /** A secret of Compose, which is the file itself, with its owner and mode. */
    public Container secret(Path file, String name) {
        script.add("mkdir -p run/secrets");
        script.add("touch run/secrets/" + name);
        script.add("mount -o bind,ro " + file + " run/secrets/" + name);
        return this;
    }

    /** {@code tmpfs}, as {@code /tmp:options}. */
    public Container memory(String tmpfs) {
        String[] parts = tmpfs.split(":", 2);
        script.add("mount -t tmpfs -o " + parts[1] + " tmpfs ." + parts[0]);
        return this;
    }

    /** {@code read_only}. Mounted before is what may be written. */
    public Container readOnly() {
        script.add("mount -o remount,ro " + root);
        return this;
    }

    /** {@code cap_drop: [ALL]}, {@code security_opt: ["no-new-privileges:true"]}. */
    public Container withoutPrivileges() {
        privileges = "--bounding-set=-all --inh-caps=-all --no-new-privs ";
        return this;
    }

    /** Runs it as the first process of its namespace, as an engine would. */
    public SignetProcess in(SignetProcess process) {
        String[] ids = user.split(":", 2);
        script.add("exec chroot . setpriv --reuid=%s --regid=%s --clear-groups %senv --chdir=%s %s"
                .formatted(ids[0], ids[1], privileges, image.workingDirectory(), quoted(image.entryPoint())));
        environment.forEach(process::set);
        return process.by(List.of(
                "unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", String.join("\n", script)));
    }

    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(Container::quoted).toList());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
