using Messaging;

namespace Portal.Operations.CloudEvents;

/// <summary>An event in the form of CloudEvents 1.0, whichever way it came.</summary>
/// <param name="Attributes">By name, as text, <c>specversion</c> included and <c>datacontenttype</c> left out.</param>
/// <param name="ContentType">What the data is written in.</param>
/// <param name="Data">The data, possibly none.</param>
internal sealed record CloudEvent(IReadOnlyDictionary<string, string> Attributes, string ContentType, ReadOnlyMemory<byte> Data)
{
    private const string Prefix = "ce-";

    /// <summary>As the broker keeps it: receivers find every attribute in a header <c>ce-…</c>, as in the binary mode over HTTP.</summary>
    public Message ToMessage(IReadOnlyDictionary<string, string> headers)
    {
        var all = new Dictionary<string, string>(headers, StringComparer.Ordinal);
        foreach (var (name, value) in Attributes)
            all[Prefix + name] = value;
        return new Message(Attributes["type"], Data, ContentType, Attributes["id"], all);
    }
}
