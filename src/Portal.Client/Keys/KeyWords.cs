using Portal.Client.Elements;
using Portal.Client.Security;

namespace Portal.Client.Keys;

/// <summary>How pages show keys.</summary>
internal static class KeyWords
{
    /// <summary>As which the key of the configuration has made others; it is in no list.</summary>
    public const string BootstrapId = "bootstrap";

    public static string Of(KeyState state) => state switch
    {
        KeyState.Active => "Active",
        KeyState.Suspended => "Suspended",
        KeyState.Expired => "Expired",
        _ => "Revoked",
    };

    public static Tone ToneOf(KeyState state) => state switch
    {
        KeyState.Active => Tone.Good,
        KeyState.Suspended => Tone.Warn,
        _ => Tone.Neutral,
    };

    public static string IconOf(KeyState state) => state switch
    {
        KeyState.Active => "key",
        KeyState.Suspended => "pause_circle",
        KeyState.Expired => "hourglass_disabled",
        _ => "key_off",
    };

    /// <summary>What a scope allows, for beside its box.</summary>
    public static string Of(Ability scope) => scope switch
    {
        Ability.Read => "see everything, over REST and the hub",
        Ability.Trade => "place and cancel orders, book stock, change the catalogue",
        Ability.OperateInstances => "launch, start, stop, reboot and terminate instances",
        Ability.OperateQueues => "create queues and topics, pause and limit queues",
        Ability.SendMessages => "send to queues, publish to topics",
        Ability.ReceiveMessages => "receive messages and settle them",
        Ability.ReplayDeadLetters => "replay, edit and archive dead letters",
        Ability.Destroy => "purge and delete, which cannot be undone",
        Ability.RunJobs => "run jobs, change the sandbox",
        Ability.MakeKeys => "make more keys, with no more than it has itself",
        Ability.Administer => "people, and everybody's keys",
        _ => "",
    };
}
