namespace Bench.Fuzz;

/// <param name="Kind">What is wrong with it, for the summary.</param>
/// <param name="Bytes">All that is sent.</param>
/// <param name="IsCutOff">The connection is closed before the request is whole: no answer is expected.</param>
internal sealed record FuzzRequest(string Kind, byte[] Bytes, bool IsCutOff = false)
{
    /// <summary>The beginning of it, for whoever has to look at what went wrong.</summary>
    public override string ToString()
    {
        var text = System.Text.Encoding.Latin1.GetString(Bytes, 0, Math.Min(Bytes.Length, 600));
        return $"[{Kind}] " + string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : c == '\n' ? "\\n" : c == '\r' ? "" : $"\\x{(int)c:x2}"));
    }
}
