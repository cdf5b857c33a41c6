using System.Text;
using Messaging;

namespace Bench.Chaos;

/// <summary>Bodies that say whose they are: the message's id, over and over.</summary>
internal static class ChaosBody
{
    private const int IdBytes = 32;

    public static byte[] Of(string id, int length)
    {
        var body = new byte[length];
        for (var i = 0; i < length; i++)
            body[i] = (byte)id[i % IdBytes];
        return body;
    }

    /// <summary>What is wrong with it; null for nothing.</summary>
    public static string? Fault(Message message)
    {
        var body = message.Body.Span;
        var i = 0;
        while (i < body.Length && body[i] == message.Id[i % IdBytes])
            i++;
        return i == body.Length ? null : $"{Encoding.ASCII.GetString(body[..Math.Min(body.Length, IdBytes)])}-at-{i}-of-{body.Length}".Replace(' ', '_');
    }
}
