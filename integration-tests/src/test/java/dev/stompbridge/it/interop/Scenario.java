package dev.stompbridge.it.interop;

/** One question to a server; the script returns if the server conforms, and throws a {@link Finding} if not. */
public record Scenario(String name, Basis basis, String clause, Script script) {
    /** What is done and expected. */
    @FunctionalInterface
    public interface Script {
        void play(Stage stage);
    }

    /** Plays it once against this server, with destinations of this name. */
    Verdict judge(Server server, String name) {
        try (Stage stage = new Stage(server, name)) {
            script.play(stage);
            return Verdict.CONFORMS;
        } catch (Finding finding) {
            return finding.verdict();
        }
    }
}
