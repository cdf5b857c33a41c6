namespace Messaging.Embedded;

/// <summary>What could not be handled: looked at, replayed, put away, and the log of it that others follow.</summary>
public sealed partial class EmbeddedBroker
{
    /// <inheritdoc/>
    public event Action<DeadLetter>? DeadLetterChanged;

    /// <inheritdoc/>
    public event Action<long>? DeadLetterDeleted;

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(DeadLetterQuery query, CancellationToken cancellationToken = default) =>
        Task.Run<IReadOnlyList<DeadLetter>>(() => _reader.List(query), cancellationToken);

    /// <inheritdoc/>
    public Task<DeadLetterContent?> FindDeadLetterAsync(long id, CancellationToken cancellationToken = default) =>
        Task.Run(() => _reader.Find(id), cancellationToken);

    /// <inheritdoc/>
    public Task<DeadLetterContent?> FindDeadLetterAsync(string queue, string messageId, CancellationToken cancellationToken = default) =>
        Task.Run(() => _reader.Find(queue, messageId), cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountDeadLettersAsync(DeadLetterStatus status, CancellationToken cancellationToken = default) =>
        Task.Run(() => _reader.Count(status), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> OldestOpenDeadLetterAsync(CancellationToken cancellationToken = default) =>
        Task.Run(_reader.OldestOpen, cancellationToken);

    /// <inheritdoc/>
    public async Task<DeadLetter> ReplayAsync(long id, string by, CancellationToken cancellationToken = default) =>
        One(await ReplayAsync([id], new DeadLetterAction(by), cancellationToken));

    /// <inheritdoc/>
    public async Task<DeadLetter> ReplayAsync(
        long id, MessageEdit edit, DeadLetterAction action, CancellationToken cancellationToken = default) =>
        One(await RunAsync(new ReplayEditedCommand(id, edit, action, _context), cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetterResult>> ReplayAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default) =>
        RunManyAsync(ids, from => new ReplayCommand(ids, from, action, _context), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetterResult>> ArchiveAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default) =>
        RunManyAsync(ids, from => new ArchiveCommand(ids, from, action, _context), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetterResult>> RestoreAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default) =>
        RunManyAsync(ids, from => new RestoreCommand(ids, from, action, _context), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetterResult>> DeleteAsync(
        IReadOnlyList<long> ids, DeadLetterAction action, CancellationToken cancellationToken = default) =>
        RunManyAsync(ids, from => new DeleteDeadLettersCommand(ids, from, action, _context), cancellationToken);

    /// <inheritdoc/>
    public string StoreId => _log.StoreId;

    /// <inheritdoc/>
    public Task<long> PositionAsync(CancellationToken cancellationToken = default) => Task.Run(_log.Position, cancellationToken);

    /// <inheritdoc/>
    public Task<DeadLetterChanges> ReadAsync(long after, int max, CancellationToken cancellationToken = default)
    {
        CheckChunk(max);
        return Task.Run(() => _log.Read(after, max), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetterChange>> ScanAsync(long afterId, int max, CancellationToken cancellationToken = default)
    {
        CheckChunk(max);
        return Task.Run<IReadOnlyList<DeadLetterChange>>(() => _log.Scan(afterId, max), cancellationToken);
    }

    /// <summary>One transaction, unless the bodies are too large for one.</summary>
    private async Task<IReadOnlyList<DeadLetterResult>> RunManyAsync(
        IReadOnlyList<long> ids, Func<int, DeadLetterCommand> command, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, 1000);
        if (ids.Count == 0)
            return [];
        var results = await RunAsync(command(0), cancellationToken);
        while (results.Count < ids.Count)
            results = [.. results, .. await RunAsync(command(results.Count), CancellationToken.None)];
        return results;
    }

    private static DeadLetter One(IReadOnlyList<DeadLetterResult> results) => results[0].Letter ?? throw results[0].Refusal!;

    private static void CheckChunk(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 5000);
    }
}
