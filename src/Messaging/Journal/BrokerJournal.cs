using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>The journal on <c>journal.db</c>, beside <c>broker.db</c>: <see cref="JournalWriter"/> writes it, <see cref="JournalReader"/> reads.</summary>
internal sealed class BrokerJournal : IJournal, IBrokerObserver, IDisposable
{
    private readonly JournalWriter _writer;
    private readonly JournalReader _reader;

    /// <exception cref="StoreDamagedException">The file is no database, or a damaged one.</exception>
    public BrokerJournal(string directory, JournalOptions options, TimeProvider time, ILogger logger)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "journal.db");
        _writer = new JournalWriter(path, options, time, logger);
        _reader = new JournalReader(path);
    }

    public long Dropped => _writer.Dropped;

    public bool HasTakenAll => _writer.HasTakenAll;

    public void Observe(in BrokerEvent brokerEvent) => _writer.Observe(brokerEvent);

    public Task<IReadOnlyList<JournalEntry>> ReadMessageAsync(string messageId, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<JournalEntry>>(() => _reader.Message(messageId), cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadConversationAsync(
        string correlationId, int max = 1000, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<JournalEntry>>(() => _reader.Conversation(correlationId, max), cancellationToken);

    public Task<JournalPage> ListAsync(JournalQuery query, CancellationToken cancellationToken = default) =>
        ReadAsync(() => _reader.List(query), cancellationToken);

    public Task<IReadOnlyList<JournalGap>> ReadGapsAsync(DateTimeOffset? from = null, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<JournalGap>>(() => _reader.Gaps(from), cancellationToken);

    public void Dispose()
    {
        _reader.Dispose(); // before the writer, whose close is then the last one and checkpoints
        _writer.Dispose();
    }

    /// <summary>After what was observed so far is written: who looks at what has just happened finds it.</summary>
    private async Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        await _writer.FlushAsync().WaitAsync(cancellationToken);
        return await Task.Run(read, cancellationToken);
    }
}
