using Messaging;
using Portal.Client.Overview;

namespace Portal.Storage;

/// <summary>What is wrong with what the portal stores, as far as is known; asks nobody who might take his time.</summary>
internal sealed class StorageHealth(IBroker broker, IEnumerable<IFileWriter> writers, StorageWatch disk)
{
    /// <summary>Less than a log and its file may need at once.</summary>
    public const long Little = 256L << 20;

    private const string BrokerFile = "broker.db";

    /// <summary>The worst first; empty as a rule.</summary>
    public IReadOnlyList<StorageTrouble> Troubles()
    {
        var ofBroker = broker.Troubles;
        var free = disk.Free;
        var troubles = new List<StorageTrouble>();

        // On a full disk everything fails, and each by itself would say less.
        if (free < StorageWatch.Nothing || ofBroker.Any(trouble => trouble.Kind == StoreTroubleKind.DiskFull))
            troubles.Add(new StorageTrouble(StorageTroubleKind.NoRoom, FreeBytes: free == long.MaxValue ? null : free));
        else
            troubles.AddRange(NotWritten(ofBroker));
        foreach (var trouble in ofBroker.Where(trouble => trouble.Kind == StoreTroubleKind.NotSynced))
            troubles.Add(new StorageTrouble(StorageTroubleKind.NotSynced, BrokerFile, trouble.Since));
        if (troubles.Count == 0 && free < Little)
            troubles.Add(new StorageTrouble(StorageTroubleKind.LittleRoom, FreeBytes: free));
        return troubles;
    }

    private IEnumerable<StorageTrouble> NotWritten(IReadOnlyList<StoreTrouble> ofBroker)
    {
        foreach (var trouble in ofBroker.Where(trouble => trouble.Kind == StoreTroubleKind.Unavailable))
            yield return new StorageTrouble(StorageTroubleKind.NotWritten, BrokerFile, trouble.Since);
        foreach (var writer in writers)
        {
            if (writer.FailedAt is { } at)
                yield return new StorageTrouble(StorageTroubleKind.NotWritten, writer.FileName, at);
        }
    }
}
