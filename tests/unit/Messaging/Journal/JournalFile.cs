using Messaging;
using Unit.Support;

namespace Unit.Messaging.Journal;

/// <summary>A journal on a real file and a fake clock, with what a broker would tell it.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly JournalOptions _options;
    private TempDirectory _directory = new();

    public JournalFile(JournalOptions? options = null)
    {
        _options = options ?? new JournalOptions();
        Journal = Open();
    }

    public FakeTime Time { get; } = new();

    public CountingLogger Log { get; } = new();

    public BrokerJournal Journal { get; private set; }

    public string Path => _directory.File("journal.db");

    public static Message Message(string id, string type = "t", string? correlation = null, string? causation = null) =>
        new(type, new byte[10], id: id, headers: MessageFactory.Headers(correlation, causation));

    public void Tell(
        BrokerEventKind kind,
        Message message,
        string queue = "q",
        int delivery = 0,
        string? reason = null,
        string? detail = null,
        string? by = null) =>
        Journal.Observe(new BrokerEvent(kind, queue, message, Time.GetUtcNow().ToUnixTimeMilliseconds(), delivery, reason, detail, by));

    public void Tell(BrokerEventKind kind, string id) => Tell(kind, Message(id));

    public async Task<string> KindsOfAsync(string id) =>
        string.Join(' ', (await Journal.ReadMessageAsync(id).Soon()).Select(e => e.Kind));

    public Task<IReadOnlyList<JournalGap>> GapsAsync() => Journal.ReadGapsAsync().Soon();

    public void Reopen()
    {
        Journal.Dispose();
        Journal = Open();
    }

    /// <summary>Goes on with a copy of the files that was taken while the journal ran.</summary>
    public void Crash()
    {
        var copy = _directory.Copy();
        Journal.Dispose();
        _directory.Dispose();
        _directory = copy;
        Journal = Open();
    }

    public void Dispose()
    {
        Journal.Dispose();
        _directory.Dispose();
    }

    private BrokerJournal Open() => new(_directory.Path, _options, Time, Log);
}
