using Portal.Client.Live;

namespace Portal.Client.DeadLetters;

/// <summary>A dead letter was deleted, by a person or by retention: what shows it takes it away.</summary>
/// <param name="Id">Which.</param>
/// <param name="Version">Higher than any it had.</param>
public sealed record DeadLetterGone(string Id, long Version) : ILiveEntity;
