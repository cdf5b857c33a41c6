using Portal.Client.Elements;
using Portal.Client.Queues;

namespace Portal.Client.Overview;

/// <summary>Something a person should look at, and where; null when that is no place of the portal.</summary>
internal sealed record AttentionItem(Tone Tone, string Icon, string Text, string? Href)
{
    /// <summary>A consumer is slow long before that; this is when somebody should ask why.</summary>
    private const double LateSeconds = 60;

    private static readonly TimeSpan _justNow = TimeSpan.FromSeconds(5);

    /// <summary>The worst first.</summary>
    public static IEnumerable<AttentionItem> Of(OverviewView view) =>
        view.Troubles.Select(trouble => OfStorage(trouble, view.History.End)).Concat(view.ThirdParties.SelectMany(OfParty))
            .Concat(view.Queues.SelectMany(OfQueue))
            .Concat(view.Stored is { } stored ? OfStored(stored) : [])
            .OrderByDescending(item => item.Tone == Tone.Bad);

    private static AttentionItem OfStorage(StorageTrouble trouble, DateTimeOffset now) => trouble switch
    {
        { Kind: StorageTroubleKind.NoRoom } => new(
            Tone.Bad, "hard_drive", "The disk is full: what needs room is refused until there is some; what is there can be read, and is handled", null),
        { Kind: StorageTroubleKind.LittleRoom } => new(
            Tone.Warn, "hard_drive", $"The disk is nearly full: {Figures.Count((trouble.FreeBytes ?? 0) >> 20)} MiB are left", null),
        { Kind: StorageTroubleKind.NotSynced } => new(
            Tone.Bad, "hard_drive", $"The disk failed under {trouble.File}: nothing is lost, but its log grows until the portal is started again. Look at the disk first", null),
        _ => new(
            Tone.Bad, "hard_drive", $"{trouble.File} could not be written {Ago(trouble, now)}: what was asked for was refused. The portal's log says why", null),
    };

    private static string Ago(StorageTrouble trouble, DateTimeOffset now) =>
        trouble.Since is { } since && now - since is var ago && ago >= _justNow ? Figures.Duration(ago) + " ago" : "just now";

    private static IEnumerable<AttentionItem> OfParty(ThirdPartyView party)
    {
        if (party is { Healthy: false, LastCallAt: not null })
            yield return new(Tone.Bad, "cloud_off", $"No answer from {party.Name}{(party.LastError is { } error ? $": {error}" : "")}", "#parties-title");
    }

    private static IEnumerable<AttentionItem> OfStored(StoredFigures stored)
    {
        // Each group by itself says more than their sum, which stands below.
        foreach (var group in stored.FailureGroups)
            yield return new(Tone.Bad, "error", $"{Messages(group.Count)} could not be handled: {group.Title}", group.Href);

        var rest = stored.FailedMessages - stored.FailureGroups.Sum(group => group.Count);
        if (rest > 0)
            yield return new(Tone.Bad, "error", $"{Messages(rest)}{(stored.FailureGroups.Count > 0 ? " more" : "")} could not be handled", "dead-letters?status=failed");

        foreach (var operation in stored.StoppedOperations)
            yield return new(Tone.Bad, "report", $"Stopped: {operation.Title}{(operation.Words is { } words ? $" ({words})" : "")}", $"operations/{Uri.EscapeDataString(operation.Id)}");

        foreach (var instance in stored.FailedInstances)
            yield return new(Tone.Warn, "dns", $"{instance.Name} stopped: {instance.Words}", $"instances/{Uri.EscapeDataString(instance.Id)}");
    }

    private static IEnumerable<AttentionItem> OfQueue(QueueView queue)
    {
        var href = $"queues/{Uri.EscapeDataString(queue.Name)}";
        var open = queue.Circuits.Where(circuit => circuit.IsOpen).ToList();
        foreach (var circuit in open)
            yield return new(Tone.Bad, "electrical_services", $"{queue.Name} waits for {circuit.Downstream}: {circuit.Error}", href);

        if (queue.IsDamaged)
            yield return new(Tone.Bad, "broken_image", $"{queue.Name} is damaged on the disk: one of its messages cannot be read, and none behind it is delivered", href);

        var age = Figures.Duration(TimeSpan.FromSeconds(queue.OldestAgeSeconds));
        if (queue.Paused)
            yield return new(Tone.Warn, "pause_circle", $"{queue.Name} is paused{(queue.Ready > 0 ? $", {Wait(queue.Ready)}" : "")}", href);
        else if (queue is { Consumers: 0, Ready: > 0 })
            yield return new(Tone.Bad, "person_off", $"{Wait(queue.Ready)} in {queue.Name}, and nobody takes them", href);
        else if (open.Count > 0 || queue.IsDamaged)
            yield break; // that its messages wait is said already
        else if (queue is { Ready: > 0, IsFallingBehind: true })
            yield return new(Tone.Warn, "trending_up", $"{queue.Name} is stuck: its oldest message waits for {age}, and longer by the second", href);
        else if (queue is { Ready: > 0, OldestAgeSeconds: > LateSeconds })
            yield return new(Tone.Warn, "hourglass_bottom", $"{queue.Name} is behind: its oldest message waits for {age}", href);
    }

    private static string Wait(long count) => $"{Messages(count)} {(count == 1 ? "waits" : "wait")}";

    private static string Messages(long count) => count == 1 ? "1 message" : $"{Figures.Count(count)} messages";
}
