package dev.stompbridge.demo;

import java.io.ObjectInputFilter;

/** A process that runs the demo's main and says at its end what it would deserialise. */
final class DemoMainScenes {
    private DemoMainScenes() {}

    public static void main(String[] args) {
        DemoMain.main(args);
        System.out.println("filter " + ObjectInputFilter.Config.getSerialFilter());
    }
}
