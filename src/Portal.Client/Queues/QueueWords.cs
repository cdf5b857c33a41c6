using Portal.Client.Elements;

namespace Portal.Client.Queues;

/// <summary>The state of a queue in words, a tone and an icon.</summary>
internal static class QueueWords
{
    /// <summary>For tests and programs that look at the page; the words may change.</summary>
    public static string State(QueueView queue) => queue switch
    {
        { IsDamaged: true } => "damaged",
        { Paused: true } => "paused",
        _ when OpenCircuit(queue) is not null => "probing",
        { Consumers: 0, Ready: > 0 } => "abandoned",
        { IsFallingBehind: true, Ready: > 0 } => "stuck",
        _ => "delivering",
    };

    public static string Of(QueueView queue) => State(queue) switch
    {
        "probing" => $"waits for {OpenCircuit(queue)!.Downstream}",
        "abandoned" => "nobody takes",
        "delivering" when queue.Ready + queue.Leased + queue.Scheduled == 0 => "idle",
        var state => state,
    };

    public static Tone ToneOf(QueueView queue) => State(queue) switch
    {
        "paused" or "stuck" => Tone.Warn,
        "probing" or "abandoned" or "damaged" => Tone.Bad,
        _ when queue.Ready + queue.Leased + queue.Scheduled == 0 => Tone.Neutral,
        _ => Tone.Good,
    };

    public static string IconOf(QueueView queue) => State(queue) switch
    {
        "damaged" => "broken_image",
        "paused" => "pause_circle",
        "probing" => "electrical_services",
        "abandoned" => "person_off",
        "stuck" => "trending_up",
        _ => "play_circle",
    };

    public static CircuitView? OpenCircuit(QueueView queue) => queue.Circuits.FirstOrDefault(circuit => circuit.IsOpen);

    public static string Oldest(QueueView queue) =>
        queue.Ready + queue.Leased == 0 ? "–" : Figures.Duration(TimeSpan.FromSeconds(queue.OldestAgeSeconds));

    public static string Address(string queue) => $"queues/{Uri.EscapeDataString(queue)}";

    public static string Purged(string queue, long count) => count == 1 ? $"1 message deleted from {queue}" : $"{Figures.Count(count)} messages deleted from {queue}";

    public static string Messages(long count) => count == 1 ? "1 message" : $"{Figures.Count(count)} messages";
}
