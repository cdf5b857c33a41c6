using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Compute.Data;
using Portal.Data;

namespace Portal.Compute.Handlers;

/// <summary>
/// Notes at an instance that the command for its action has become a dead letter: it would stay in its transition for ever, and nobody
/// would know why. The note goes when the command is replayed, when the action is over, or when something else is asked.
/// Crash window: between the broker's commit and ours; the failed ones are looked through at each start.
/// </summary>
internal sealed class FailedCommands(IBroker broker, ServiceStore<ComputeDbContext> store, ILogger<FailedCommands> logger) : BackgroundService
{
    private const string Queue = "compute";
    private const int LookedThrough = 1000;

    private readonly Channel<DeadLetter> _changes = Channel.CreateUnbounded<DeadLetter>(new UnboundedChannelOptions { SingleReader = true });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        broker.DeadLetterChanged += Remember;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        broker.DeadLetterChanged -= Remember;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var failed = await broker.ListDeadLettersAsync(
                new DeadLetterQuery(Queue, Status: DeadLetterStatus.Failed, Limit: LookedThrough), stoppingToken);
            foreach (var letter in failed)
                await TryNoteAsync(letter, stoppingToken);
            await foreach (var letter in _changes.Reader.ReadAllAsync(stoppingToken))
                await TryNoteAsync(letter, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // Called on the broker's own thread.
    private void Remember(DeadLetter letter)
    {
        if (letter.Queue == Queue && letter.Status is DeadLetterStatus.Failed or DeadLetterStatus.Replayed)
            _changes.Writer.TryWrite(letter);
    }

    private async Task TryNoteAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            if (await broker.FindDeadLetterAsync(letter.Id, cancellationToken) is { } content && TryRead(content.Message, out var id, out var version))
                await NoteAsync(content.DeadLetter, id, version, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The next start looks again.
            ComputeLog.FailedCommandNotNoted(logger, letter.Id, e);
        }
    }

    private Task<bool> NoteAsync(DeadLetter letter, string id, long version, CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            var instance = await work.Db.Instances.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
            if (instance is null || instance.AskedVersion != version || !instance.Lifecycle.IsUnderWay)
                return false;
            var deadLetter = letter.Status is DeadLetterStatus.Failed ? letter.Id.ToString(CultureInfo.InvariantCulture) : null;
            if (instance.DeadLetter == deadLetter)
                return false;
            instance.CommandIs(deadLetter, work.Now);
            work.Note(instance, deadLetter is null ? "command-replayed" : "command-failed");
            return true;
        },
        cancellationToken);

    /// <summary>Which instance, and which version of it, a command is about. What a schedule asks has no version, and leaves nothing under way.</summary>
    private static bool TryRead(Message message, out string id, out long version)
    {
        (id, version) = ("", 0);
        try
        {
            using var body = JsonDocument.Parse(message.Body);
            if (body.RootElement.ValueKind is not JsonValueKind.Object
                || !body.RootElement.TryGetProperty("instanceId", out var instance)
                || !body.RootElement.TryGetProperty("version", out var number)
                || !number.TryGetInt64(out version))
                return false;
            id = instance.GetString() ?? "";
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // anybody can send anything to a queue
        }
    }
}
