namespace Portal.Storage;

/// <summary>Who writes one of the portal's files, and knows whether that worked.</summary>
internal interface IFileWriter
{
    /// <summary>The file, without its folder.</summary>
    string FileName { get; }

    /// <summary>When writing it failed last; null when it has succeeded since, or never failed. Any thread may ask.</summary>
    DateTimeOffset? FailedAt { get; }

    /// <summary>Opens the file for a transaction that changes nothing, soon, and forgets the failure if that succeeds. Waits for nothing, never throws.</summary>
    void TryAgain();
}
