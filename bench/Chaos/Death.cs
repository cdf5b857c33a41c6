namespace Bench.Chaos;

/// <summary>Where a child is killed.</summary>
internal enum Death
{
    /// <summary>Nowhere: it drains and ends.</summary>
    None,

    /// <summary>Anywhere, by its parent.</summary>
    Anywhere,

    /// <summary>At a write of a checkpoint.</summary>
    InCheckpoint,

    /// <summary>Right before a commit.</summary>
    BeforeCommit,

    /// <summary>Right after a commit, before anybody was told.</summary>
    AfterCommit,

    /// <summary>After the relay's messages were confirmed, before they are deleted from the outbox.</summary>
    AfterRelay,

    /// <summary>While it counts the attempts that the kill before interrupted.</summary>
    BeforeRecovery,

    /// <summary>After it counted them, before it forgot that it has to.</summary>
    AfterRecovery,
}
