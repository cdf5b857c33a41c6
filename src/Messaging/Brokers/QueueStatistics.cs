namespace Messaging;

/// <summary>The figures of a queue at one moment. The four counts are taken together.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Options">Its options.</param>
/// <param name="Paused">Whether it hands out messages.</param>
/// <param name="Ready">Waiting to be delivered.</param>
/// <param name="Leased">Delivered and not settled.</param>
/// <param name="Scheduled">Not due yet: delayed or waiting for a retry.</param>
/// <param name="DeadLettered">Its dead letters in status failed.</param>
/// <param name="OldestReadyAt">When the first message that waits was published, or null when none waits.</param>
/// <param name="Receivers">Callers waiting for messages.</param>
/// <param name="Published">Messages that arrived since the broker was opened.</param>
/// <param name="Acknowledged">Messages acknowledged since the broker was opened.</param>
/// <param name="Expired">Messages removed because their time was over, since the broker was opened.</param>
/// <param name="Duplicates">Messages not stored because their id had been published lately, since the broker was opened.</param>
/// <param name="Failed">Deliveries that failed, retried or not, since the broker was opened.</param>
/// <param name="IsDamaged">Whether something of it on the disk cannot be read: what is behind that is not delivered.</param>
public sealed record QueueStatistics(
    string Queue,
    QueueOptions Options,
    bool Paused,
    long Ready,
    long Leased,
    long Scheduled,
    long DeadLettered,
    DateTimeOffset? OldestReadyAt,
    int Receivers,
    long Published,
    long Acknowledged,
    long Expired = 0,
    long Duplicates = 0,
    long Failed = 0,
    bool IsDamaged = false);
