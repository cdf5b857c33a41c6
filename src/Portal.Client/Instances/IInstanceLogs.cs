namespace Portal.Client.Instances;

/// <summary>What instances print.</summary>
public interface IInstanceLogs
{
    /// <summary>
    /// The lines after <paramref name="after"/>; without it the end of the log. At most 256 KiB at a time: <see cref="LogPart.More"/> says that
    /// there is more now. A log that was cut meanwhile goes on with what is left of it. Null when there is no such instance.
    /// </summary>
    Task<LogPart?> ReadAsync(string instanceId, LogPosition? after, CancellationToken cancellationToken);
}

/// <summary>How far a log was read.</summary>
/// <param name="Offset">Bytes from its beginning.</param>
/// <param name="Mark">A fingerprint of the bytes before, by which a log that was cut and has grown again is known.</param>
public sealed record LogPosition(long Offset, ulong Mark);

/// <summary>A part of a log, made safe to show: no control characters, no escape sequences.</summary>
/// <param name="Lines">Whole lines.</param>
/// <param name="Unfinished">The last line, when it has no end yet; it comes again with the next part.</param>
/// <param name="Position">Where the next part begins.</param>
/// <param name="Skipped">Lines before the first of these exist, but were not read.</param>
/// <param name="Cut">The log was cut since the part before; a few lines may be missing.</param>
/// <param name="More">There is more to read at once.</param>
/// <param name="Length">How long the log is, in bytes.</param>
public sealed record LogPart(
    IReadOnlyList<string> Lines, string? Unfinished, LogPosition Position, bool Skipped, bool Cut, bool More, long Length);
