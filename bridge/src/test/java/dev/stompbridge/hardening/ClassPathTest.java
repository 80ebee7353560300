package dev.stompbridge.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the class path and what is not, also if a build were to run without its enforcer. */
class ClassPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.jolokia.http.AgentServlet",
                "org.jolokia.server.core.http.AgentServlet",
                "org.apache.activemq.web.MessageServlet",
                "org.apache.activemq.transport.http.HttpTransportFactory",
                "org.apache.activemq.transport.ws.WSTransportFactory",
                "org.eclipse.jetty.server.Server",
                "jakarta.servlet.Servlet",
                "org.apache.mina.http.HttpServerCodec",
                "org.apache.mina.filter.compression.CompressionFilter",
                "com.thoughtworks.xstream.XStream",
                "org.codehaus.jettison.json.JSONObject",
                "org.apache.commons.collections.functors.InvokerTransformer",
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "org.apache.xbean.spring.context.ResourceXmlApplicationContext",
                "org.apache.xpath.XPath"
            })
    void whatWouldOpenADoorIsAbsent(String type) {
        assertThat(getClass().getClassLoader().getResource(type.replace('.', '/') + ".class"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.mina/mina-core, 2.2.10",
        "org.apache.activemq/activemq-broker, 6.3.1",
        "org.apache.activemq/activemq-client, 6.3.1",
        "org.apache.activemq/activemq-kahadb-store, 6.3.1",
        "org.apache.activemq/activemq-stomp, 6.3.1"
    })
    void versionsAreNotBelowTheirFloor(String artifact, String floor) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            assertThat(file).as(artifact).isNotNull();
            properties.load(file);
        }
        assertThat(Version.parse(properties.getProperty("version"))).isGreaterThanOrEqualTo(Version.parse(floor));
    }
}
