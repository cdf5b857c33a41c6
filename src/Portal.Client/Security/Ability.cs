using System.Text.Json.Serialization;

namespace Portal.Client.Security;

/// <summary>
/// What somebody may do here. The server refuses what is not allowed, whatever a page shows. To a person a role gives abilities, to
/// an API key its scopes: a scope is an ability's name in JSON.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ability>))]
public enum Ability
{
    /// <summary>See everything: every GET, the hub, the events.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>Place and cancel orders, receive and adjust stock, change the catalogue.</summary>
    [JsonStringEnumMemberName("orders:write")]
    Trade,

    /// <summary>Launch, start, stop, reboot, terminate, protect and schedule instances.</summary>
    [JsonStringEnumMemberName("instances:operate")]
    OperateInstances,

    /// <summary>Create queues, topics and subscriptions, pause, resume and set the limits of queues.</summary>
    [JsonStringEnumMemberName("queues:operate")]
    OperateQueues,

    /// <summary>Send to queues, publish to topics, send requests.</summary>
    [JsonStringEnumMemberName("messages:send")]
    SendMessages,

    /// <summary>Receive messages, and settle what was received.</summary>
    [JsonStringEnumMemberName("messages:receive")]
    ReceiveMessages,

    /// <summary>Replay, edit, archive and restore dead letters, write notes; start, pause, resume and cancel operations.</summary>
    [JsonStringEnumMemberName("dead-letters:replay")]
    ReplayDeadLetters,

    /// <summary>Purge and delete queues, delete dead letters: what cannot be undone.</summary>
    [JsonStringEnumMemberName("destroy")]
    Destroy,

    /// <summary>Run, pause and resume jobs; change the sandbox; rebuild projections.</summary>
    [JsonStringEnumMemberName("jobs:run")]
    RunJobs,

    /// <summary>Make API keys of one's own, with no more than one may oneself, and revoke them.</summary>
    [JsonStringEnumMemberName("keys:write")]
    MakeKeys,

    /// <summary>People, roles, everybody's keys.</summary>
    [JsonStringEnumMemberName("administer")]
    Administer,

    /// <summary>One's own password, passkeys and sessions. No key can: it has no account.</summary>
    [JsonStringEnumMemberName("account")]
    OwnAccount,
}
