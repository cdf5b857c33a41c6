namespace Messaging.Embedded;

/// <summary>What <see cref="StoreDamageWal"/> found.</summary>
internal sealed class StoreDamageWalScan
{
    private readonly HashSet<long> _committed = [];
    private readonly List<long> _open = [];

    /// <summary>The two salts of the WAL's header; every frame of the present generation has them.</summary>
    public ulong Salts { get; init; }

    /// <summary>Frames up to and with the last that is valid, as are all before it.</summary>
    public int Valid { get; private set; }

    /// <summary>The checksum of each of them.</summary>
    public List<ulong> Checksums { get; } = [];

    /// <summary>Pages of the database after the last commit; null without any.</summary>
    public long? Pages { get; private set; }

    /// <summary>Why it cannot be the whole of what was committed; null when it can.</summary>
    public string? Broken { get; set; }

    /// <summary>Whether a commit of the WAL has the page.</summary>
    public bool Holds(long page) => _committed.Contains(page);

    public void Add(long page, long pagesAfterCommit, ulong checksum)
    {
        Valid++;
        Checksums.Add(checksum);
        _open.Add(page);
        if (pagesAfterCommit == 0)
            return;
        Pages = pagesAfterCommit;
        _committed.UnionWith(_open);
        _open.Clear();
    }
}
