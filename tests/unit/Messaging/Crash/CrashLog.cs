using System.Text;

namespace Unit.Messaging.Crash;

/// <summary>
/// What the child was told, in the order it was told, by plain appends: a line a fact, <c>kind id</c>. A kill takes nothing
/// of it away, as the system has it; a line without its end was cut by the kill and is no fact.
/// </summary>
internal sealed class CrashLog(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Add(string kind, string id)
    {
        lock (_lock)
            _file.Write(Encoding.ASCII.GetBytes($"{kind} {id}\n"));
    }

    public static ILookup<string, string> Read(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = file.ReadToEnd();
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(l => l.Split(' ')).ToLookup(l => l[0], l => l[1], StringComparer.Ordinal);
    }

    public void Dispose() => _file.Dispose();
}
