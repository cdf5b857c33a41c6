using System.Globalization;
using System.Text.Json;
using Portal.Client.Audit;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Recording;

/// <summary>
/// Records what was refused before anything happened: wrong passwords, unknown keys, what a role lacks. So many of each in ten minutes,
/// whoever asks and from wherever; of the rest the number is recorded when the ten minutes are over. A stranger cannot fill the disk.
/// Where it cannot be recorded, the refusal stands all the same.
/// </summary>
internal sealed class AuditRefusals(AuditWriter writer, TimeProvider time, ILogger<AuditRefusals> logger) : IDisposable
{
    public const int MaxOfOne = 20;
    public const int MaxOfStrangers = 100;
    public const int MaxOfAll = 400;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _left = new(StringComparer.Ordinal);
    private ITimer? _end;
    private int _all;
    private int _strangers;

    public async Task RecordAsync(AuditRecord record)
    {
        if (!IsWithin(record))
            return;
        try
        {
            await writer.AppendAsync(record);
        }
        catch (AuditUnavailableException e)
        {
            AuditLog.NotRecorded(logger, record.Action, e);
        }
    }

    public void Dispose() => _end?.Dispose();

    private bool IsWithin(AuditRecord record)
    {
        var isStranger = record.By.Kind == AuditActor.Stranger;
        var who = isStranger ? "address " + record.From.Address : $"{record.By.Kind} {record.By.KeyId ?? record.By.Name}";
        lock (_lock)
        {
            _end ??= time.CreateTimer(_ => _ = EndAsync(), null, Window, Timeout.InfiniteTimeSpan);
            var count = _counts.GetValueOrDefault(who);
            if (count < MaxOfOne && _all < MaxOfAll && (!isStranger || _strangers < MaxOfStrangers))
            {
                _counts[who] = count + 1;
                _all++;
                _strangers += isStranger ? 1 : 0;
                return true;
            }

            // Names and addresses are as many as somebody wants: what is left out is counted by the action alone.
            _left[record.Action] = _left.GetValueOrDefault(record.Action) + 1;
            return false;
        }
    }

    private async Task EndAsync()
    {
        Dictionary<string, string> left;
        lock (_lock)
        {
            _end?.Dispose();
            _end = null;
            (_all, _strangers) = (0, 0);
            _counts.Clear();
            left = _left.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
            _left.Clear();
        }

        if (left.Count == 0)
            return;
        try
        {
            await writer.AppendAsync(new AuditRecord
            {
                Action = "audit.left-out",
                TargetKind = "audit",
                By = AuditSubject.Portal,
                From = AuditOrigin.Portal,
                Arguments = JsonSerializer.Serialize(left),
                Outcome = AuditOutcome.Done,
                Detail = "More was refused in the last ten minutes than is recorded one by one.",
            });
        }
        catch (AuditUnavailableException e)
        {
            AuditLog.NotRecorded(logger, "audit.left-out", e);
        }
    }
}
