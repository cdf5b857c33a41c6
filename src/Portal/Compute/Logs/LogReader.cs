using System.Text;
using Portal.Client.Instances;

namespace Portal.Compute.Logs;

/// <summary>
/// Reads a log from its end, or from where the reader was. The file is cut now and then (<see cref="Processes.InstanceLog"/>): that it was
/// is seen by the bytes before the position, which are then others; what the reader had not seen is looked for in <c>log.1</c>.
/// Reads at most <see cref="MaxBytes"/> at a time, so that it costs the same whatever the instance prints.
/// </summary>
internal static class LogReader
{
    public const int MaxBytes = 256 * 1024;
    private const int MaxLine = 16 * 1024;
    private const int MarkBytes = 64;

    public static LogPart Read(string path, LogPosition? after)
    {
        using var log = Open(path);
        if (log is null)
            return new LogPart([], null, new LogPosition(0, 0), Skipped: false, Cut: after is { Offset: > 0 }, More: false, Length: 0);
        if (after is null)
            return ReadEnd(log);
        if (MarkOf(log, after.Offset) == after.Mark)
            return ReadFrom(log, after.Offset, cut: false);

        // Cut. The rest of what was there is in the copy, if that is of this cut.
        using var old = Open(path + ".1");
        var rest = old is not null && MarkOf(old, after.Offset) == after.Mark ? ReadFrom(old, after.Offset, cut: true) : null;
        var now = ReadFrom(log, 0, cut: true);
        return rest is null or { More: true }
            ? now
            : now with { Lines = [.. rest.Lines, .. rest.Unfinished is { } last ? [last] : Array.Empty<string>(), .. now.Lines] };
    }

    private static LogPart ReadEnd(FileStream log)
    {
        var start = Math.Max(0, log.Length - MaxBytes);
        var part = ReadFrom(log, start, cut: false);
        return start == 0 ? part : part with { Lines = [.. part.Lines.Skip(1)], Skipped = true }; // the first one is half a line
    }

    private static LogPart ReadFrom(FileStream log, long offset, bool cut)
    {
        var length = log.Length;
        var bytes = new byte[(int)Math.Min(MaxBytes, Math.Max(0, length - offset))];
        log.Position = offset;
        var read = log.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var whole = bytes.AsSpan(0, read);
        var end = whole.LastIndexOf((byte)'\n') + 1;
        if (end == 0 && read == MaxBytes)
            end = read; // a line longer than that has no end worth waiting for
        var lines = new List<string>();
        foreach (var line in Split(whole[..end]))
            Add(lines, line);
        var more = offset + read < length && end > 0;
        var unfinished = read > end && !more ? Text(whole[end..]) : null;
        return new LogPart(lines, unfinished, new LogPosition(offset + end, MarkOf(log, offset + end)), Skipped: false, cut, more, length);
    }

    private static List<string> Split(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            lines.Add(Text(line.EndsWith("\r"u8) ? line[..^1] : line));
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return lines;
    }

    private static void Add(List<string> lines, string line)
    {
        for (var start = 0; start == 0 || start < line.Length; start += MaxLine)
            lines.Add(line.Length <= MaxLine ? line : line[start..Math.Min(line.Length, start + MaxLine)]);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => SafeText.Of(Encoding.UTF8.GetString(bytes));

    /// <summary>FNV-1a of the bytes before this offset; 0 at the beginning, and for an offset beyond the end no mark that was ever given.</summary>
    private static ulong MarkOf(FileStream log, long offset)
    {
        if (offset == 0)
            return 0;
        if (offset > log.Length)
            return ulong.MaxValue;
        Span<byte> bytes = stackalloc byte[(int)Math.Min(MarkBytes, offset)];
        log.Position = offset - bytes.Length;
        log.ReadExactly(bytes);
        var hash = 14695981039346656037UL;
        foreach (var value in bytes)
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // not launched yet, or terminated
        }
    }
}
