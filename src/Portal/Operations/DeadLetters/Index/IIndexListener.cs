using Messaging;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>Hears what is in the index now; on the index's thread.</summary>
internal interface IIndexListener
{
    /// <summary>Changes that can be found from now on, and the groups they changed.</summary>
    void Applied(IReadOnlyList<DeadLetterChange> changes, IReadOnlyList<long> groups);

    /// <summary>Everything there was has been applied: a time to tell of it.</summary>
    void Tell();

    /// <summary>How long it may take until <see cref="Tell"/> is called the next time.</summary>
    TimeSpan NextTell();
}
