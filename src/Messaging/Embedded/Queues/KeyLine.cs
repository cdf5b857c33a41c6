namespace Messaging.Embedded;

/// <summary>The messages of one ordering key that came up while an earlier one of them was not settled.</summary>
internal sealed class KeyLine(string key)
{
    public string Key { get; } = key;

    /// <summary>The one that all others wait for: leased, waiting for its retry, or about to be handed out.</summary>
    public Entry? Head { get; set; }

    /// <summary>Nothing is delivered until a dead letter of this key has been dealt with.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The next ones, in sequence.</summary>
    public Queue<Entry> Waiting { get; } = new();

    /// <summary>Beyond those, the ones that memory had no room for: from this sequence on; 0 for none.</summary>
    public long SkippedFrom { get; set; }

    /// <summary>The last that memory had no room for.</summary>
    public long SkippedTo { get; set; }

    /// <summary>The skipped ones are being read.</summary>
    public bool IsLoading { get; set; }

    public bool IsEmpty => Head is null && !IsHeld && Waiting.Count == 0 && SkippedFrom == 0;
}
