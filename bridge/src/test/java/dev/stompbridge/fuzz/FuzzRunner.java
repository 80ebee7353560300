package dev.stompbridge.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzes one target after the other, as many at a time as {@link #AT_A_TIME}, each in a JVM of its own, for that is what
 * Jazzer can do. Prints a table, and ends with 1 if something was found: {@code FuzzRunner DIRECTORY SECONDS ONLY KEEP}.
 */
final class FuzzRunner {
    /** As many as the cores of the machine the hour is meant for. */
    private static final int AT_A_TIME = 2;

    /** A slower input is a finding: all targets take fractions of a millisecond, and cores are shared. */
    private static final int SECONDS_PER_INPUT = 5;

    /** Limits above it are left to the corpora; targets have small limits as well, so that they are met and passed. */
    private static final int LONGEST_INPUT = 4_096;

    /** What is followed into: the project, and the parsers of others that its promises rest on. */
    private static final String INSTRUMENTED = String.join(
            ":",
            "dev.stompbridge.**",
            "org.apache.activemq.selector.**",
            "org.apache.activemq.filter.**",
            "org.snakeyaml.engine.**",
            "tools.jackson.core.**");

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private final Path directory;
    private final int seconds;

    private FuzzRunner(Path directory, int seconds) {
        this.directory = directory;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        FuzzRunner runner = new FuzzRunner(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
        Pattern only = Pattern.compile(args[2]);
        List<FuzzTarget> targets = FuzzTarget.in(classes()).stream()
                .filter(target -> only.matcher(target.name()).find())
                .toList();
        List<FuzzReport> reports = runner.fuzzAll(targets);
        print(reports);
        boolean failed = reports.isEmpty() || reports.stream().anyMatch(FuzzReport::failed);
        if (Boolean.parseBoolean(args[3]) && !failed) {
            for (FuzzTarget target : targets) {
                runner.keep(target);
            }
        }
        System.exit(failed ? 1 : 0);
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(FuzzRunner.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private List<FuzzReport> fuzzAll(List<FuzzTarget> targets) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Callable<FuzzReport>> tasks = new ArrayList<>();
            targets.forEach(target -> tasks.add(() -> fuzz(target)));
            List<FuzzReport> reports = new ArrayList<>();
            for (Future<FuzzReport> report : workers.invokeAll(tasks)) {
                reports.add(report.get());
            }
            return reports;
        } finally {
            workers.shutdownNow();
        }
    }

    private FuzzReport fuzz(FuzzTarget target) throws IOException, InterruptedException {
        Path home = directory.resolve(target.name());
        Path findings = Files.createDirectories(home.resolve("findings"));
        clear(findings);
        List<String> command = jazzer(target);
        command.add("--instrumentation_includes=" + INSTRUMENTED);
        command.add(corpus(target).toString());
        command.add("-max_total_time=" + seconds);
        command.add("-timeout=" + SECONDS_PER_INPUT);
        command.add("-max_len=" + LONGEST_INPUT);
        command.add("-artifact_prefix=" + findings + "/");
        command.add("-print_final_stats=1");
        System.out.println("Fuzzing " + target.name() + " for " + seconds + " s");
        long start = System.nanoTime();
        int exit = run(command, home.resolve("fuzz.log"));
        long took = (System.nanoTime() - start) / 1_000_000_000;
        String log = Files.readString(home.resolve("fuzz.log"));
        return FuzzReport.of(target, took, log, advice(target, findings), exit);
    }

    /** Found inputs of earlier runs are the ground of this one. */
    private Path corpus(FuzzTarget target) throws IOException {
        return Files.createDirectories(directory.resolve(target.name()).resolve("corpus"));
    }

    private static void clear(Path findings) throws IOException {
        for (Path file : list(findings)) {
            Files.delete(file);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private List<String> jazzer(FuzzTarget target) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("-Djazzer.internal.basedir=" + directory.resolve(target.name()));
        command.add("-classpath");
        command.add(System.getProperty("java.class.path"));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.type());
        command.add("--target_method=" + target.method());
        return command;
    }

    /** Adds to the repository what covers code that nothing there covers. */
    private void keep(FuzzTarget target) throws IOException, InterruptedException {
        Path kept = Files.createDirectories(RESOURCES.resolve(target.inputs()).toAbsolutePath());
        List<String> command = jazzer(target);
        command.add("-merge=1");
        command.add("-use_counters=0");
        command.add(kept.toString());
        command.add(corpus(target).toString());
        int exit = run(command, directory.resolve(target.name()).resolve("keep.log"));
        System.out.println(target.name() + (exit == 0 ? " keeps " + list(kept).size() : " could not be merged"));
    }

    private int run(List<String> command, Path log) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
    }

    private static List<String> advice(FuzzTarget target, Path findings) throws IOException {
        Path kept = RESOURCES.resolve(target.inputs());
        return list(findings).stream()
                .map(file -> file + "\n    to replay it from now on: mkdir -p bridge/" + kept + " && cp " + file
                        + " bridge/" + kept + "/")
                .toList();
    }

    private static void print(List<FuzzReport> reports) {
        System.out.println("| target | seconds | executions | per second | corpus | findings |");
        System.out.println("|---|---|---|---|---|---|");
        reports.forEach(report -> System.out.println(report.row()));
        for (FuzzReport report : reports) {
            report.findings().forEach(finding -> System.out.println(report.target() + " found " + finding));
        }
    }
}
