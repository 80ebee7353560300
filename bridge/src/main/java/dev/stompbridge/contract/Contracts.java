package dev.stompbridge.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All contracts of a bridge. A message must meet each one that is for its destination, so that a wider pattern never
 * loosens what a narrower one demands; of a composite destination each one that is for any of its names. Temporary
 * destinations have no contract.
 *
 * <p>What is cheap comes first: sizes and content types of all contracts, then the body is read once, then come the
 * schemas. Immutable; any thread.
 */
public final class Contracts {
    public static final Contracts NONE = new Contracts(List.of());

    private final List<Contract> all;

    private Contracts(List<Contract> all) {
        this.all = List.copyOf(all);
    }

    /** Throws {@link IllegalArgumentException} with one sentence that names the entry and its setting. */
    public static Contracts of(List<Contract.Settings> settings) {
        List<Contract> contracts = new ArrayList<>(settings.size());
        for (int i = 0; i < settings.size(); i++) {
            try {
                contracts.add(new Contract(settings.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("contracts[" + i + "]." + e.getMessage(), e);
            }
        }
        return new Contracts(contracts);
    }

    /**
     * Throws the first rule that the message breaks.
     *
     * @param destination as a browser wrote it, {@code /topic/a} or {@code /topic/a,/queue/b}; it need not be well formed
     * @param contentType the header, null if there is none
     */
    public void check(String destination, @Nullable String contentType, byte[] body) throws ContractViolation {
        if (all.isEmpty()) {
            return;
        }
        String[] names = destination.split(",", -1);
        List<Contract> binding =
                all.stream().filter(contract -> contract.coversAny(names)).toList();
        for (Contract contract : binding) {
            contract.checkOutside(contentType, body.length);
        }
        if (binding.stream().anyMatch(Contract::hasSchema)) {
            JsonNode read = BodySchema.read(text(body));
            for (Contract contract : binding) {
                contract.checkBody(read);
            }
        }
    }

    private static String text(byte[] body) throws ContractViolation {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ContractViolation(ContractViolation.Kind.ENCODING, "body: is not UTF-8");
        }
    }
}
