namespace Messaging;

/// <summary>A dead letter that changed.</summary>
/// <param name="Id">Which.</param>
/// <param name="Letter">As it is now; null when it was deleted.</param>
/// <param name="Excerpt">What is to be found of its message, where that is new: it has failed. Null where only its status changed.</param>
public sealed record DeadLetterChange(long Id, DeadLetter? Letter, DeadLetterExcerpt? Excerpt);
